package io.asyncruntime.time;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.timer.TimerDriver;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.wait.TimerHandle;
import io.asyncruntime.internal.wait.TimerService;
import java.time.Duration;

/** As much of a multi-thread runtime as timers need: the system's clock, which nothing stops. */
final class RunningRuntime implements TimerService {
  final TimerDriver driver = new TimerDriver(Clock.system(), () -> {
  });

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public TimerHandle newTimer() {
    return driver.newTimer();
  }

  @Override
  public void pauseClock() {
    throw new IllegalStateException("this clock does not stop");
  }

  @Override
  public void resumeClock() {
    throw new IllegalStateException("this clock does not stop");
  }

  @Override
  public Future<Void> advanceClock(Duration step) {
    return Future.failed(new IllegalStateException("this clock does not stop"));
  }
}
