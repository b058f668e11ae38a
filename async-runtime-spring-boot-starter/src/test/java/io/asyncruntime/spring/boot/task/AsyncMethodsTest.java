package io.asyncruntime.spring.boot.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAsyncMethodsAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeContextAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.BatchRuntimeConfiguration;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.Sleep;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;

/** Spring's annotation on methods that return futures of this library. */
@Timeout(60)
class AsyncMethodsTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeAsyncMethodsAutoConfiguration.class, AsyncRuntimeContextAutoConfiguration.class,
          TaskExecutionAutoConfiguration.class))
      .withPropertyValues("async-runtime.blocking.lanes.jdbc.max-threads=1", "async-runtime.name=main")
      .withUserConfiguration(Application.class, BatchRuntimeConfiguration.class);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void futuresAndHandlesAreGivenAtOnceAndMeanWhatTheMethodReturned(boolean lazy) {
    runner.withPropertyValues("spring.main.lazy-initialization=" + lazy).run(context -> {
      Mailer mailer = context.getBean(Mailer.class);
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThat(mailer.handle().join()).startsWith("main async-worker-blocking-");
      assertThat(runtime.blockOn(mailer.future())).startsWith("main async-worker-blocking-");
      assertThat(mailer.nothing().join()).isNull();
    });
  }

  @Test
  void thePlaceIsALaneOrARuntime() {
    runner.run(context -> {
      Mailer mailer = context.getBean(Mailer.class);
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThat(mailer.inLane().join()).startsWith("main ");
      assertThat(runtime.blockingLane("jdbc").metrics().completed()).isEqualTo(1);
      assertThat(runtime.blockOn(mailer.inBatch())).startsWith("batch ");
      assertThat(mailer.springsInBatch().join()).startsWith("batch ");
      assertThat(mailer.springsInLane().join()).startsWith("main ");
      while (runtime.blockingLane("jdbc").metrics().completed() < 2) Thread.onSpinWait(); // Spring's future is told before its job ends
    });
  }

  @Test
  void theContextOfTheCallerComesAlong() {
    runner.run(context -> {
      MDC.put("order", "17");
      try {
        assertThat(context.getBean(Mailer.class).mdc().join()).isEqualTo("17");
        assertThat(context.getBean(Mailer.class).mdcInLane().join()).isEqualTo("17");
      } finally {
        MDC.clear();
      }
    });
  }

  @Test
  void toDropTheFutureOrToAbortTheHandleInterruptsTheMethod() {
    runner.run(context -> {
      Mailer mailer = context.getBean(Mailer.class);
      Future<String> dropped = mailer.blocked();
      mailer.entered().await();
      dropped.drop();
      mailer.interrupted().await();
      JoinHandle<String> aborted = mailer.never();
      aborted.abort();
      assertThatExceptionOfType(JoinException.class).isThrownBy(aborted::join).matches(JoinException::isCancelled);
    });
  }

  @Test
  void failuresAreThoseOfTheMethodAndVoidOnesGoToTheHandler() {
    runner.run(context -> {
      Mailer mailer = context.getBean(Mailer.class);
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThatThrownBy(() -> runtime.blockOn(mailer.failing())).hasRootCauseInstanceOf(IOException.class);
      mailer.failingInLane();
      assertThat(context.getBean(Application.class).uncaught.take()).isInstanceOf(IllegalArgumentException.class);
    });
  }

  @Test
  void whatIsNotSupportedIsSaidWithWhatIs() {
    runner.withBean("others", Executor.class, Executors::newSingleThreadExecutor).run(context -> {
      Mailer mailer = context.getBean(Mailer.class);
      assertThatIllegalStateException().isThrownBy(mailer::sleep)
          .withMessageContaining("Future and JoinHandle of this library, CompletableFuture");
      assertThatIllegalStateException().isThrownBy(mailer::elsewhere).withMessageContaining("a lane or a runtime");
    });
  }

  @Test
  void noExecutorOfOthersBacksOff() {
    runner.run(context -> assertThat(context).hasBean("applicationTaskExecutor").hasSingleBean(Mailer.class));
  }

  @EnableAsync
  static class Application {
    final LinkedBlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();

    @Bean
    Mailer mailer() {
      return new Mailer();
    }

    @Bean
    AsyncConfigurer handlesWhatVoidMethodsThrow() {
      return new AsyncConfigurer() {
        @Override
        public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
          return (Throwable failure, Method method, Object... arguments) -> uncaught.add(failure);
        }
      };
    }
  }

  static class Mailer {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    CountDownLatch entered() { // a proxy has no fields
      return entered;
    }

    CountDownLatch interrupted() {
      return interrupted;
    }

    private static String here() {
      return AsyncRuntime.current().name() + " " + Thread.currentThread().getName();
    }

    @Async
    public JoinHandle<String> handle() {
      String here = here();
      return AsyncRuntime.current().spawn(() -> here);
    }

    @Async
    public Future<String> future() {
      return Future.ready(here());
    }

    @Async
    public JoinHandle<String> nothing() {
      return null;
    }

    @Async("jdbc")
    public JoinHandle<String> inLane() {
      return AsyncRuntime.current().spawn(Future.ready(here()));
    }

    @Async("batch")
    public Future<String> inBatch() {
      return Future.ready(here());
    }

    @Async("batch")
    public CompletableFuture<String> springsInBatch() {
      return CompletableFuture.completedFuture(here());
    }

    @Async("jdbc")
    public CompletableFuture<String> springsInLane() {
      return CompletableFuture.completedFuture(here());
    }

    @Async
    public JoinHandle<String> mdc() {
      return AsyncRuntime.current().spawn(Future.ready(MDC.get("order")));
    }

    @Async("jdbc")
    public CompletableFuture<String> mdcInLane() {
      return CompletableFuture.completedFuture(MDC.get("order"));
    }

    @Async
    public Future<String> blocked() {
      entered.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return Future.ready("gone");
    }

    @Async
    public JoinHandle<String> never() {
      return AsyncRuntime.current().spawn(Future.pending());
    }

    @Async
    public Future<String> failing() throws IOException {
      throw new IOException("disk");
    }

    @Async("jdbc")
    public void failingInLane() {
      throw new IllegalArgumentException("no address");
    }

    @Async
    public Sleep sleep() {
      throw new AssertionError("is not called");
    }

    @Async("others")
    public Future<String> elsewhere() {
      throw new AssertionError("is not called");
    }
  }
}
