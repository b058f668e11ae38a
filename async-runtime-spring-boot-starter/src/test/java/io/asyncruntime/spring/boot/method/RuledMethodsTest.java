package io.asyncruntime.spring.boot.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeMethodsAutoConfiguration;
import io.asyncruntime.time.ElapsedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class RuledMethodsTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeMethodsAutoConfiguration.class))
      .withPropertyValues("async-runtime.blocking.lanes.jdbc.max-threads=1", "async-runtime.worker-threads=1",
          "orders.limit=20ms");
  private final ApplicationContextRunner orders = runner.withBean(Orders.class).withBean(Caller.class);

  @Test
  void aPlainThreadBlocksAndAnAsyncBlockAwaits() {
    orders.run(context -> {
      Orders bean = context.getBean(Orders.class);
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThat(bean.load()).startsWith("async-worker-blocking-");
      // The one worker can run the other task meanwhile, without which the job would not end.
      CountDownLatch other = new CountDownLatch(1);
      assertThat(runtime.<String>blockOn(runtime.spawn(() -> {
        Async.spawn(() -> {
          other.countDown();
          return 1;
        });
        return bean.loadAfter(other);
      }))).startsWith("async-worker-blocking-");
      assertThat(runtime.blockingLane("jdbc").metrics().completed()).isEqualTo(2);
    });
  }

  @Test
  void aFutureIsLazyAndItsMethodRunsInTheLane() {
    orders.run(context -> {
      Orders bean = context.getBean(Orders.class);
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      Future<String> lazy = bean.lazy();
      assertThat(runtime.blockingLane("jdbc").metrics().completed()).isZero();
      assertThat(runtime.blockOn(lazy)).startsWith("async-worker-blocking-");
      assertThat(runtime.blockingLane("jdbc").metrics().completed()).isEqualTo(1);
    });
  }

  @Test
  void whatIsThrownArrivesUnchangedAndIsNoPanic() {
    orders.run(context -> {
      Orders bean = context.getBean(Orders.class);
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThatExceptionOfType(IOException.class).isThrownBy(bean::failing).withMessage("disk");
      assertThat(runtime.metrics().failedJobsCount()).isZero();
    });
  }

  @Test
  void aCallInsideTheLaneNeedsNoSecondPlace() {
    orders.run(context -> assertThat(context.getBean(Caller.class).nested()).startsWith("async-worker-blocking-"));
  }

  @Test
  void aDeadlineEndsAFutureAndAJobOfALane() {
    orders.run(context -> {
      Orders bean = context.getBean(Orders.class);
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThatExceptionOfType(ElapsedException.class).isThrownBy(() -> runtime.blockOn(bean.never()));
      do { // until the job has begun in time: one that has not is never called, and so not interrupted
        assertThatExceptionOfType(ElapsedException.class).isThrownBy(bean::blocked);
      } while (bean.entered().getCount() > 0);
      bean.interrupted().await();
    });
  }

  @Test
  void elsewhereWhatTheMethodBeginsInheritsIt() {
    orders.run(context -> {
      Orders bean = context.getBean(Orders.class);
      assertThat(bean.remaining()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
      assertThat(io.asyncruntime.time.Deadline.current()).isEmpty();
    });
  }

  @Test
  void aLaneThatThereIsNotIsNamedWithThoseThatThereAre() {
    runner.withBean(Elsewhere.class).run(context -> assertThatIllegalArgumentException()
        .isThrownBy(() -> context.getBean(Elsewhere.class).mail()).withMessageContaining("mail")
        .withMessageContaining("jdbc"));
  }

  @Test
  void aTimeThatIsNoneIsNamedWithItsMethod() {
    runner.withBean(Elsewhere.class).run(context -> assertThatIllegalStateException()
        .isThrownBy(() -> context.getBean(Elsewhere.class).soon()).withMessageContaining("@Deadline(\"soon\") on "));
  }

  @ParameterizedTest
  @ValueSource(classes = {Hidden.class, Fixed.class, Standing.class, Closed.class})
  void whatNoProxyCanSeeStopsTheStart(Class<?> type) {
    runner.withBean(type).run(context -> assertThat(context.getStartupFailure()).rootCause()
        .hasMessageContaining("a proxy cannot see calls of it").hasMessageContaining(type.getSimpleName()));
  }

  @Test
  void whatIsDoneElsewhereStopsTheStart() {
    runner.withBean(Stages.class).run(context -> assertThat(context.getStartupFailure()).rootCause()
        .hasMessageContaining("Let it return a Future, a value or nothing"));
  }

  @Test
  void otherBeansAreLeftAsTheyAre() {
    orders.withBean("plain", AtomicInteger.class).run(
        context -> assertThat(context.getBean("plain").getClass()).isEqualTo(AtomicInteger.class));
    assertThatThrownBy(() -> new Orders().failing()).isInstanceOf(IOException.class);
  }

  @Lane("jdbc")
  static class Orders {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    CountDownLatch entered() {
      return entered;
    }

    CountDownLatch interrupted() {
      return interrupted;
    }

    public String load() {
      return Thread.currentThread().getName();
    }

    public String loadAfter(CountDownLatch latch) throws InterruptedException {
      latch.await();
      return Thread.currentThread().getName();
    }

    public Future<String> lazy() {
      return Future.ready(Thread.currentThread().getName());
    }

    public void failing() throws IOException {
      throw new IOException("disk");
    }

    @Deadline("${orders.limit}")
    public Future<String> never() {
      return Future.pending();
    }

    @Deadline("${orders.limit}")
    public String blocked() {
      entered.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return "late";
    }

    @Deadline("1h")
    public Duration remaining() {
      return io.asyncruntime.time.Deadline.current().orElseThrow().remaining();
    }
  }

  static class Caller {
    private final Orders orders;

    Caller(Orders orders) {
      this.orders = orders;
    }

    @Lane("jdbc")
    public String nested() {
      return orders.load();
    }
  }

  static class Elsewhere {
    @Lane("mail")
    public void mail() {
      throw new AssertionError("is not called");
    }

    @Deadline("soon")
    public void soon() {
      throw new AssertionError("is not called");
    }
  }

  static class Hidden {
    @Lane("jdbc")
    private void hidden() {
    }
  }

  static class Fixed {
    @Deadline("1s")
    public final void fixed() {
    }
  }

  static class Standing {
    @Lane("jdbc")
    static void standing() {
    }
  }

  static final class Closed {
    @Lane("jdbc")
    public void closed() {
    }
  }

  static class Stages {
    @Lane("jdbc")
    public CompletableFuture<String> stage() {
      return new CompletableFuture<>();
    }
  }
}
