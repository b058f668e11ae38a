package io.asyncruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Waits of the executor view that were given up leave nothing behind. */
class OnceEventTest {
  @Test
  void aWaitThatExpiresLeavesNothingBehind() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      TaskFuture<Integer> neverRun = new TaskFuture<>(runtime, () -> 1);
      for (int i = 0; i < 100; i++) {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> neverRun.get(0, TimeUnit.NANOSECONDS));
      }
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(neverRun::get);
      assertThat(neverRun.finished().waiting()).isZero();
    }
  }

  @Test
  void whoComesTooLateWaitsForNothing() throws Exception {
    OnceEvent event = new OnceEvent();
    event.happen();
    event.happen();
    event.await();
    event.await(0);
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      assertThat(runtime.blockOn(event.awaited())).isNull();
    }
  }
}
