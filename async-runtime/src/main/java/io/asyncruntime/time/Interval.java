package io.asyncruntime.time;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * Ticks at a fixed period. The first tick is due at once; each further one is due a period after the one before was
 * <em>due</em>, not after it was taken, so the ticks do not drift. {@code Async.interval} makes them.
 *
 * <pre>{@code
 *   Interval everySecond = interval(Duration.ofSeconds(1));
 *   while (!done()) {
 *     await(everySecond.tick());
 *     report();
 *   }
 * }</pre>
 *
 * <p>A tick taken more than 5 ms late is a missed one, see {@link MissedTickBehavior}. An interval belongs to the runtime
 * of the first poll of a tick. It holds nothing while nobody waits for a tick, so it needs no close. One thread at a time,
 * and one unfinished {@link #tick()} at a time.
 *
 * <p><b>Fairness:</b> one waits at a time. <b>Cancellation:</b> a dropped {@link #tick()} loses no tick.
 */
public final class Interval {
  private static final long LATE_NANOS = Duration.ofMillis(5).toNanos();

  private final Duration period;
  private final long periodNanos;
  private final Sleep sleep; // its deadline: when the next tick is due
  private MissedTickBehavior missed = MissedTickBehavior.BURST;

  private Interval(Duration period, Sleep firstTick) {
    this.period = period;
    this.periodNanos = Clock.saturatedNanos(period);
    this.sleep = firstTick;
  }

  /**
   * An interval whose first tick is due now; where no runtime is current, at the first poll of a tick.
   *
   * @param period between two ticks, longer than zero
   * @return a new interval
   * @throws IllegalArgumentException if the period is zero or negative
   */
  public static Interval of(Duration period) {
    return new Interval(Require.positive("period", period), Sleep.of(Duration.ZERO));
  }

  /**
   * An interval whose first tick is due at an instant.
   *
   * @param firstTick may be past
   * @param period between two ticks, longer than zero
   * @return a new interval
   * @throws IllegalArgumentException if the period is zero or negative
   */
  public static Interval startingAt(RuntimeInstant firstTick, Duration period) {
    Sleep first = Sleep.until(firstTick);
    return new Interval(Require.positive("period", period), first);
  }

  /**
   * The next tick. Cancel-safe: dropping the future before it is ready loses no tick.
   *
   * @return a future of the instant at which the tick was due, which may be earlier than the one at which it is taken
   */
  @CheckReturnValue
  public Future<RuntimeInstant> tick() {
    return new Tick(this);
  }

  /** Makes the next tick due one period from now. */
  public void reset() {
    resetAfter(period);
  }

  /** Makes the next tick due now. */
  public void resetImmediately() {
    resetAfter(Duration.ZERO);
  }

  /**
   * Makes the next tick due some time from now, and the others follow from there.
   *
   * @param delay zero or longer
   * @throws IllegalArgumentException if the delay is negative
   */
  public void resetAfter(Duration delay) {
    long delayNanos = Clock.saturatedNanos(Require.notNegative("delay", delay));
    sleep.resetTo(CurrentRuntime.after(sleep.presentClock().nanos(), delayNanos));
  }

  /**
   * Makes the next tick due at an instant, and the others follow from there.
   *
   * @param instant may be past
   */
  public void resetAt(RuntimeInstant instant) {
    sleep.reset(instant);
  }

  /**
   * The time between two ticks.
   *
   * @return as it was given
   */
  public Duration period() {
    return period;
  }

  /**
   * Chooses what follows a missed tick; {@link MissedTickBehavior#BURST} if nothing was chosen.
   *
   * @param behavior from the next tick on
   * @return this interval
   */
  public Interval missedTickBehavior(MissedTickBehavior behavior) {
    missed = Objects.requireNonNull(behavior, "behavior");
    return this;
  }

  /**
   * What follows a missed tick.
   *
   * @return as it was chosen last
   */
  public MissedTickBehavior missedTickBehavior() {
    return missed;
  }

  /** For {@link Tick}: takes the tick that is due, if it is, and schedules the next. */
  Poll<RuntimeInstant> pollTick(Context cx) {
    if (!sleep.poll(cx).isReady()) { return Poll.pending(); }
    Clock clock = sleep.presentClock();
    long due = sleep.deadlineNanos();
    long now = clock.nanos();
    sleep.resetTo(now > due + LATE_NANOS ? missed.next(due, now, periodNanos) : CurrentRuntime.after(due, periodNanos));
    return Poll.ready(RuntimeInstant.of(due, clock));
  }

  /** For {@link Tick}: nobody waits for the tick any more. */
  void stopWaiting() {
    sleep.unregister();
  }
}
