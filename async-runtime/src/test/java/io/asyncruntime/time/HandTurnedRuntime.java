package io.asyncruntime.time;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.timer.TimerDriver;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.PausableClock;
import io.asyncruntime.internal.wait.TimerHandle;
import io.asyncruntime.internal.wait.TimerService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** As much of a runtime as timers need: a clock that stands still and a driver, both turned by the test. */
final class HandTurnedRuntime implements TimerService, AutoCloseable {
  final PausableClock clock = new PausableClock(true);
  final TimerDriver driver = new TimerDriver(clock, () -> {});
  private @Nullable RuntimeRef outer;

  /** Makes this the runtime of the calling thread until close(). */
  HandTurnedRuntime enter() {
    outer = Ambient.current().runtime;
    Ambient.current().runtime = this;
    return this;
  }

  @Override
  public void close() {
    Ambient.current().runtime = outer;
  }

  /** Moves the clock and fires what is due. Returns how many timers fired. */
  int advance(Duration step) {
    clock.advance(step.toNanos());
    return driver.fireDue();
  }

  int advanceMillis(long millis) {
    return advance(Duration.ofMillis(millis));
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public TimerHandle newTimer() {
    return driver.newTimer();
  }

  @Override
  public void pauseClock() {
    require(clock.pause(), "the clock stands still already");
  }

  @Override
  public void resumeClock() {
    require(clock.resume(), "the clock is running");
  }

  @Override
  public Future<Void> advanceClock(Duration step) {
    return cx -> {
      require(clock.advance(step.toNanos()), "the clock is running");
      return Poll.ready(null);
    };
  }

  private static void require(boolean done, String otherwise) {
    if (!done) { throw new IllegalStateException(otherwise); }
  }
}
