package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeReactiveTypesAutoConfiguration;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinHandle;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** {@code @Transactional} methods that return futures, with a reactive transaction manager. */
@Timeout(60)
class TransactionalFuturesTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeReactiveTypesAutoConfiguration.class))
      .withUserConfiguration(Transactions.class).withBean(Journal.class).withBean(Manager.class)
      .withBean(Orders.class);

  @Test
  void theTransactionCommitsWhenTheFutureHasCompletedAndNotBefore() {
    runner.run(context -> {
      Journal journal = context.getBean(Journal.class);
      Oneshot<String> decision = Oneshot.channel();
      JoinHandle<String> order = context.getBean(AsyncRuntime.class)
          .spawn(context.getBean(Orders.class).place(decision.receiver()));
      assertThat(List.of(journal.take(), journal.take())).containsExactly("begin", "work");
      assertThat(journal.lines).isEmpty();
      decision.sender().send("tea");
      assertThat(order.join()).isEqualTo("tea");
      assertThat(journal.take()).isEqualTo("commit");
      assertThat(journal.lines).isEmpty();
    });
  }

  @Test
  void itRollsBackWhenTheFutureFails() {
    runner.run(context -> {
      Journal journal = context.getBean(Journal.class);
      Future<String> order = context.getBean(Orders.class)
          .place(Future.failed(new IllegalStateException("sold out")));
      assertThatThrownBy(() -> context.getBean(AsyncRuntime.class).blockOn(order))
          .hasStackTraceContaining("sold out");
      assertThat(List.of(journal.take(), journal.take(), journal.take()))
          .containsExactly("begin", "work", "rollback");
    });
  }

  @Test
  void itRollsBackWhenTheFutureIsDropped() {
    runner.run(context -> {
      Journal journal = context.getBean(Journal.class);
      JoinHandle<String> order = context.getBean(AsyncRuntime.class)
          .spawn(context.getBean(Orders.class).place(Future.pending()));
      assertThat(List.of(journal.take(), journal.take())).containsExactly("begin", "work");
      order.abort();
      assertThat(journal.take()).isEqualTo("rollback");
    });
  }

  @Test
  void aCommitThatFailsIsTheFailureOfTheFuture() {
    runner.withPropertyValues("commits.fail=true").run(context -> {
      Future<String> order = context.getBean(Orders.class).place(Future.ready("tea"));
      assertThatThrownBy(() -> context.getBean(AsyncRuntime.class).blockOn(order))
          .hasStackTraceContaining("no commit today");
    });
  }

  @Test
  void withoutAPollThereIsNoTransaction() {
    runner.run(context -> {
      context.getBean(Orders.class).place(Future.ready("tea")).drop();
      assertThat(context.getBean(Journal.class).lines).isEmpty();
    });
  }

  @EnableTransactionManagement(proxyTargetClass = true)
  static class Transactions {
  }

  static class Orders {
    private final Journal journal;

    Orders(Journal journal) {
      this.journal = journal;
    }

    @Transactional
    public Future<String> place(Future<String> decision) {
      return Future.lazy(() -> {
        journal.lines.add("work");
        return decision;
      });
    }
  }

  static class Journal {
    final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    String take() throws InterruptedException {
      return lines.take();
    }
  }

  /** Writes down what a manager of real transactions would do. */
  static class Manager extends AbstractReactiveTransactionManager {
    private static final long serialVersionUID = 1L;

    private final transient Journal journal;
    private final boolean commits;

    Manager(Journal journal, Environment environment) {
      this.journal = journal;
      this.commits = !environment.getProperty("commits.fail", boolean.class, false);
    }

    @Override
    protected Object doGetTransaction(TransactionSynchronizationManager synchronization) {
      return new Object();
    }

    @Override
    protected Mono<Void> doBegin(TransactionSynchronizationManager synchronization, Object transaction,
        TransactionDefinition definition) {
      return write("begin");
    }

    @Override
    protected Mono<Void> doCommit(TransactionSynchronizationManager synchronization,
        GenericReactiveTransaction status) {
      return commits ? write("commit") : Mono.error(new IllegalStateException("no commit today"));
    }

    @Override
    protected Mono<Void> doRollback(TransactionSynchronizationManager synchronization,
        GenericReactiveTransaction status) {
      return write("rollback");
    }

    private Mono<Void> write(String line) {
      return Mono.fromRunnable(() -> journal.lines.add(line));
    }
  }
}
