package io.asyncruntime.time;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Require;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A future that is ready at a deadline. {@code Async.sleep} and {@code Async.sleepUntil} make them.
 *
 * <p>Deadlines have a resolution of one millisecond: a sleep is never ready early, and is woken at the first whole
 * millisecond of the runtime's clock that is not before its deadline. A deadline that is past when it is first polled is
 * ready at once.
 *
 * <p>A sleep belongs to the runtime of its first poll. The time of {@link #of} counts from the call where a runtime is
 * current, otherwise from the first poll. After the deadline every poll is ready again, until {@link #reset}; so a sleep
 * may be a branch of a select in a loop, through {@link #borrow()}. Each poll takes one unit of the cooperative budget.
 *
 * <p><b>Fairness:</b> sleeps of one millisecond end in no particular order. <b>Cancellation:</b> {@link #drop()} takes the timer
 * out in constant time.
 *
 * <p>As any future: one thread at a time.
 *
 * <pre>{@code
 * Sleep idle = sleep(Duration.ofMinutes(5));
 * idle.reset(RuntimeInstant.now().plus(Duration.ofMinutes(5)));    // there was a request
 * await(idle);
 * }</pre>
 */
public final class Sleep implements Future<Void> {
  /** On a clock that nobody turns, a deadline this far ahead is not checked once more at the first poll, a moment later. */
  private static final long AHEAD_NANOS = 1_000_000_000L;

  private enum Phase {
    /** No deadline yet: {@link #nanos} is the delay, which counts from the first poll. */
    UNSTARTED,
    /** {@link #nanos} is the deadline; it was well ahead when the sleep was made, and it was not polled since. */
    AHEAD,
    /** {@link #nanos} is the deadline. */
    WAITING,
    /** Polled to readiness, not reset since. */
    ELAPSED,
    /** Given up. */
    DROPPED
  }

  private Phase phase; // as all fields: written by whoever polls, resets or drops
  private long nanos;
  private @Nullable Clock clock; // null until the sleep has met a runtime or was given an instant
  private @Nullable TimerHandle timer; // null until the first poll

  private Sleep(Phase phase, long nanos, @Nullable Clock clock) {
    this.phase = phase;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * A sleep of some duration. One that the clock cannot count (146 years) becomes about 30 years.
   *
   * @param duration zero or longer
   * @return a future that is ready when the time is over
   * @throws IllegalArgumentException if the duration is negative
   */
  @CheckReturnValue
  public static Sleep of(Duration duration) {
    long delay = Clock.saturatedNanos(Require.notNegative("duration", duration));
    Sleep sleep = new Sleep(Phase.UNSTARTED, delay, null);
    RuntimeRef runtime = Ambient.current().runtime;
    if (runtime != null) {
      sleep.startBy(runtime.clock());
    }
    return sleep;
  }

  /**
   * A sleep until an instant.
   *
   * @param deadline may be past
   * @return a future that is ready when the clock of its runtime has reached the deadline
   */
  @CheckReturnValue
  public static Sleep until(RuntimeInstant deadline) {
    return new Sleep(Phase.WAITING, deadline.nanos(), deadline.clock());
  }

  /**
   * Whether the deadline is reached.
   *
   * @throws IllegalStateException when no runtime is current at the first poll, when the runtime is shut down, or after
   *     {@code drop()}
   */
  @Override
  public Poll<Void> poll(Context cx) {
    start();
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    if (isReady(cx)) {
      phase = Phase.ELAPSED;
      return Poll.ready(null);
    }
    Coop.refund();
    return Poll.pending();
  }

  /** Takes the timer out; nobody is woken any more. No effect on a sleep that was ready. */
  @Override
  public void drop() {
    if (phase != Phase.ELAPSED) {
      phase = Phase.DROPPED;
      unregister();
    }
  }

  /**
   * When the sleep is over, not rounded. Before the first poll of a sleep that was made outside a runtime: when it would be
   * over if it were polled now.
   *
   * @return the deadline
   */
  public RuntimeInstant deadline() {
    Clock present = presentClock();
    long deadline = phase == Phase.UNSTARTED ? CurrentRuntime.after(present.nanos(), nanos) : nanos;
    return RuntimeInstant.of(deadline, present);
  }

  /**
   * Whether the deadline has passed, as a poll would find.
   *
   * @return false also for a sleep that was dropped before, or that has no deadline because it never met a runtime
   */
  public boolean isElapsed() {
    return switch (phase) {
      case ELAPSED -> true;
      case AHEAD, WAITING -> presentClock().nanos() >= due();
      case UNSTARTED, DROPPED -> false;
    };
  }

  /**
   * Gives the sleep another deadline, before or after the present one was reached. If it is being waited for, the waiter is
   * woken at the new deadline, at once if that is past.
   *
   * @param deadline may be past
   * @throws IllegalStateException after {@code drop()}
   */
  public void reset(RuntimeInstant deadline) {
    resetTo(deadline.nanos());
  }

  void resetTo(long deadlineNanos) {
    checkNotDropped();
    nanos = deadlineNanos;
    phase = Phase.WAITING;
    if (timer != null) {
      timer.move(deadlineNanos);
    }
  }

  /** Makes the time count from now, unless it does already. */
  void start() {
    checkNotDropped();
    if (phase == Phase.UNSTARTED) {
      startBy(CurrentRuntime.clock());
    }
  }

  /** Nobody waits any more, but somebody may again. */
  void unregister() {
    if (timer != null) {
      timer.cancel();
    }
  }

  /** The deadline of a sleep that has one. */
  long deadlineNanos() {
    return nanos;
  }

  /** The clock of the runtime it belongs to, or will belong to as far as is known. */
  Clock presentClock() {
    return clock == null ? CurrentRuntime.clock() : clock;
  }

  private void startBy(Clock present) {
    phase = nanos >= AHEAD_NANOS && present == Clock.system() ? Phase.AHEAD : Phase.WAITING;
    nanos = CurrentRuntime.after(present.nanos(), nanos);
    clock = present;
  }

  private boolean isReady(Context cx) {
    return switch (phase) {
      case ELAPSED -> true;
      case AHEAD -> {
        bound().register(cx, nanos);
        phase = Phase.WAITING;
        yield false;
      }
      default -> bound().poll(cx, nanos);
    };
  }

  private TimerHandle bound() {
    TimerHandle present = timer;
    return present == null ? bind() : present;
  }

  private TimerHandle bind() {
    var runtime = CurrentRuntime.timers("a timer");
    TimerHandle made = runtime.newTimer();
    timer = made;
    clock = runtime.clock();
    return made;
  }

  /** From when on a poll is ready: a timer that is registered waits for a whole millisecond. */
  private long due() {
    return timer == null ? nanos : -Math.floorDiv(-nanos, 1_000_000L) * 1_000_000L;
  }

  private void checkNotDropped() {
    if (phase == Phase.DROPPED) {
      throw new IllegalStateException(
          "Sleep used after drop(): make a new one, or give a select or a timeout its borrow()");
    }
  }

  @Override
  public String toString() {
    return "sleep";
  }
}
