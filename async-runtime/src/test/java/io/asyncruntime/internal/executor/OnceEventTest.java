package io.asyncruntime.internal.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.internal.scheduler.Schedulers;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.scheduler.shared.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Waits of the executor view that were given up leave nothing behind. */
class OnceEventTest {
  private Scheduler start() {
    Scheduler runtime = Schedulers.of(new RuntimeConfig());
    runtime.start(this, anew -> this);
    return runtime;
  }

  @Test
  void aWaitThatExpiresLeavesNothingBehind() {
    Scheduler runtime = start();
    try {
      TaskFuture<Integer> neverRun = new TaskFuture<>(runtime, () -> 1);
      for (int i = 0; i < 100; i++) {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> neverRun.get(0, TimeUnit.NANOSECONDS));
      }
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(neverRun::get);
      assertThat(neverRun.finished().waiting()).isZero();
    } finally {
      runtime.shutdown(null);
    }
  }

  @Test
  void whoComesTooLateWaitsForNothing() throws Exception {
    OnceEvent event = new OnceEvent();
    event.happen();
    event.happen();
    event.await();
    event.await(0);
    Scheduler runtime = start();
    try {
      assertThat(runtime.blockOn(event.awaited())).isNull();
    } finally {
      runtime.shutdown(null);
    }
  }
}
