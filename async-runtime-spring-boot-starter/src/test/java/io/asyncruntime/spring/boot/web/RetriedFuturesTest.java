package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeContextAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeReactiveTypesAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeRetryAutoConfiguration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/** {@code @Retryable} methods that return futures. */
@Timeout(60)
class RetriedFuturesTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeContextAutoConfiguration.class, AsyncRuntimeReactiveTypesAutoConfiguration.class,
          AsyncRuntimeRetryAutoConfiguration.class))
      .withUserConfiguration(Resilient.class).withBean(Flaky.class);

  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void aFutureThatFailsIsAskedForAgain() {
    run((runtime, flaky) -> {
      assertThat(runtime.blockOn(flaky.eventually(2))).isEqualTo("attempt 3");
      assertThat(flaky.attempts()).isEqualTo(3);
    });
  }

  @Test
  void soIsAMethodThatThrows() {
    run((runtime, flaky) -> assertThat(runtime.blockOn(flaky.throwing(2))).isEqualTo("attempt 3"));
  }

  @Test
  void nothingIsRepeatedThatGoesWell() {
    run((runtime, flaky) -> {
      assertThat(runtime.blockOn(flaky.eventually(0))).isEqualTo("attempt 1");
      assertThat(flaky.attempts()).isEqualTo(1);
    });
  }

  @Test
  void whenAllAttemptsFailTheLastFailureIsTheCause() {
    run((runtime, flaky) -> {
      assertThatThrownBy(() -> runtime.blockOn(flaky.eventually(9))).hasStackTraceContaining("attempt 4 failed");
      assertThat(flaky.attempts()).isEqualTo(4);
    });
  }

  @Test
  void theContextOfTheCallerIsThereInEachAttempt() {
    MDC.put("order", "7");
    run((runtime, flaky) -> {
      runtime.blockOn(flaky.eventually(2));
      assertThat(flaky.orders()).containsExactly("7", "7", "7");
    });
  }

  private void run(BiConsumer<AsyncRuntime, Flaky> body) {
    runner.run(context -> body.accept(context.getBean(AsyncRuntime.class), context.getBean(Flaky.class)));
  }

  @EnableResilientMethods(proxyTargetClass = true)
  static class Resilient {
  }

  static class Flaky {
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<String> orders = new CopyOnWriteArrayList<>();

    @Retryable(maxRetries = 3, delay = 1)
    public Future<String> eventually(int failures) {
      return Future.lazy(() -> {
        orders.add(String.valueOf(MDC.get("order")));
        return Future.ready(attempt(failures));
      });
    }

    @Retryable(maxRetries = 3, delay = 1)
    public Future<String> throwing(int failures) {
      return Future.ready(attempt(failures));
    }

    // Called through the proxy, which has no fields of its own.
    public int attempts() {
      return attempts.get();
    }

    public List<String> orders() {
      return orders;
    }

    private String attempt(int failures) {
      int attempt = attempts.incrementAndGet();
      if (attempt <= failures) throw new IllegalStateException("attempt " + attempt + " failed");
      return "attempt " + attempt;
    }
  }
}
