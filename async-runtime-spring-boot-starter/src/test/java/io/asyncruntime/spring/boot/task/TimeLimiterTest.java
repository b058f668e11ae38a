package io.asyncruntime.spring.boot.task;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limiter of a library that many services have: what it gives up does not go on. */
@Timeout(60)
class TimeLimiterTest {
  @Test
  void aTaskThatTakesTooLongIsAborted() throws InterruptedException {
    CountDownLatch dropped = new CountDownLatch(1);
    Future<String> never = new Future<>() {
      @Override
      public Poll<String> poll(Context cx) {
        return Poll.pending();
      }

      @Override
      public void drop() {
        dropped.countDown();
      }
    };
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (AsyncRuntime runtime = AsyncRuntime.create()) {
      CompletableFuture<String> limited = TimeLimiter.of(Duration.ofMillis(1))
          .executeCompletionStage(timer, () -> runtime.spawn(never).toCompletableFuture()).toCompletableFuture();
      assertThatThrownBy(limited::join).hasCauseInstanceOf(TimeoutException.class);
      dropped.await();
    } finally {
      timer.shutdownNow();
    }
  }
}
