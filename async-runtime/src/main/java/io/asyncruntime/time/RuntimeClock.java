package io.asyncruntime.time;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.util.Require;
import java.time.Duration;

/**
 * Stops and turns the clock of the current runtime, for tests. Only a current-thread runtime has a clock that stops; on a
 * multi-thread one each call is an {@link IllegalStateException}.
 *
 * <p>While the clock stands still, timers cost no time: when the runtime has nothing else to do and no blocking job is
 * running, the clock jumps to the next deadline. The real clock is not affected.
 *
 * <p><b>Fairness:</b> timers that an advance passes fire together, in no particular order. <b>Cancellation:</b> an advance that is
 * dropped before its first poll moves nothing, and one that is dropped later moves nothing back.
 *
 * <pre>{@code
 * RuntimeClock.pause();
 * await(RuntimeClock.advance(Duration.ofHours(1)));      // all timers of that hour fire now
 * RuntimeClock.resume();
 * }</pre>
 */
public final class RuntimeClock {
  private RuntimeClock() {}

  /**
   * Stops the clock of the current runtime.
   *
   * @throws IllegalStateException when it stands still already, outside a runtime, and on a multi-thread runtime
   */
  public static void pause() {
    CurrentRuntime.timers("RuntimeClock.pause()").pauseClock();
  }

  /**
   * Lets the clock of the current runtime go on from where it stands.
   *
   * @throws IllegalStateException when it is running, outside a runtime, and on a multi-thread runtime
   */
  public static void resume() {
    CurrentRuntime.timers("RuntimeClock.resume()").resumeClock();
  }

  /**
   * Moves the clock, which must stand still, at once by some time, then yields, so that tasks whose timers are due run.
   * Timers in between all fire after the jump.
   *
   * @param duration how far, to the nanosecond; zero or longer
   * @return a future that moves the clock in its first poll; its failure is an {@link IllegalStateException} when the clock
   *     is running, and on a multi-thread runtime
   * @throws IllegalStateException outside a runtime
   * @throws IllegalArgumentException if the duration is negative
   */
  @CheckReturnValue
  public static Future<Void> advance(Duration duration) {
    Duration step = Require.notNegative("duration", duration);
    return CurrentRuntime.timers("RuntimeClock.advance()").advanceClock(step);
  }
}
