package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.Interval;
import io.asyncruntime.time.RuntimeInstant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The smaller words of tokio::task and tokio::time, on a runtime with a paused clock. */
class VocabularyOnRuntimeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aFutureThatAbortsItsTaskWhenDropped() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().startPaused(true).build()) {
      PollProbe<String> work = new PollProbe<>();
      JoinHandle<String> handle = runtime.spawn(work);
      assertThatExceptionOfType(ElapsedException.class)
          .isThrownBy(() -> runtime.blockOn(Async.timeout(HOUR, handle.abortOnDrop())));
      runtime.blockOn(Async.yieldNow());
      assertThat(work.isDropped()).isTrue();
      assertThat(runtime.metrics().cancelledTasksCount()).isEqualTo(1);
      assertThat(runtime.blockOn(runtime.spawn(Future.ready("a")).abortOnDrop())).isEqualTo("a");
      JoinHandle<Object> failing = runtime.spawn(Future.failed(new IllegalArgumentException("no")));
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(failing.abortOnDrop()));
    }
  }

  @Test
  void timersAtAnInstant() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().startPaused(true).build()) {
      runtime.blockOn(Future.lazy(() -> {
        RuntimeInstant start = RuntimeInstant.now();
        Interval ticks = Async.intervalAt(start.plus(HOUR), HOUR);
        return ticks.tick().then(first -> ticks.tick()).map(second -> {
          assertThat(second).isEqualTo(start.plus(HOUR).plus(HOUR));
          return second;
        });
      }));
      assertThatExceptionOfType(ElapsedException.class).isThrownBy(() -> runtime.blockOn(
          Future.lazy(() -> Async.timeoutAt(RuntimeInstant.now().plus(HOUR), Future.pending()))));
    }
  }

  @Test
  void aCooperativeFuturePaysForEachCompletion() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      Future<Integer> spender = cx -> {
        int done = 0;
        while (Async.hasBudgetRemaining()) {
          assertThat(Async.cooperative(Future.pending()).poll(cx).isReady()).isFalse();
          assertThat(Async.cooperative(Future.ready(1)).poll(cx).isReady()).isTrue();
          done++;
        }
        assertThat(Async.cooperative(Future.ready(1)).poll(cx).isReady()).isFalse();
        return Poll.ready(done);
      };
      assertThat(runtime.blockOn(runtime.spawn(spender))).isEqualTo(128);
    }
  }
}
