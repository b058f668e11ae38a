package io.asyncruntime.time;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reading of a runtime's clock, in nanoseconds: monotonic, without relation to the calendar, and meaningful in this
 * process only. The clock of a current-thread runtime can be paused and advanced ({@link RuntimeClock}), and instants
 * follow it. Immutable.
 *
 * <p>Instants are equal, and compare, by their readings. Readings of runtimes whose clocks were never paused are
 * comparable with each other and with those taken outside a runtime.
 *
 * <pre>{@code
 * RuntimeInstant start = RuntimeInstant.now();
 * await(fetch(url));
 * Duration took = start.elapsed();
 * }</pre>
 */
public final class RuntimeInstant implements Comparable<RuntimeInstant> {
  private final long nanos;
  private final Clock clock; // the one it was read from, for elapsed() outside a runtime

  private RuntimeInstant(long nanos, Clock clock) {
    this.nanos = nanos;
    this.clock = clock;
  }

  static RuntimeInstant of(long nanos, Clock clock) {
    return new RuntimeInstant(nanos, clock);
  }

  /**
   * What the clock of the current runtime reads now; outside a runtime, what the system's clock reads.
   *
   * @return a new instant
   */
  public static RuntimeInstant now() {
    Clock clock = CurrentRuntime.clock();
    return new RuntimeInstant(clock.nanos(), clock);
  }

  /**
   * The instant that is {@code duration} later. A result too far ahead for the clock (146 years) is the last one there is.
   *
   * @param duration may be negative
   * @return a new instant
   */
  public RuntimeInstant plus(Duration duration) {
    return new RuntimeInstant(saturated(Clock.saturatedNanos(duration)), clock);
  }

  /**
   * The instant that is {@code duration} earlier; it may lie before the start of the process.
   *
   * @param duration may be negative
   * @return a new instant
   */
  public RuntimeInstant minus(Duration duration) {
    return new RuntimeInstant(saturated(-Clock.saturatedNanos(duration)), clock);
  }

  /**
   * The time from this instant to now, by the clock of the current runtime; outside a runtime, by the clock this instant
   * was read from.
   *
   * @return zero if this instant lies ahead
   */
  public Duration elapsed() {
    RuntimeRef runtime = Ambient.current().runtime;
    Clock present = runtime == null ? clock : runtime.clock();
    return between(nanos, present.nanos());
  }

  /**
   * The time from an earlier instant to this one.
   *
   * @param earlier where to count from
   * @return zero if {@code earlier} is the later one
   */
  public Duration durationSince(RuntimeInstant earlier) {
    return between(earlier.nanos, nanos);
  }

  /** Earlier instants come first. */
  @Override
  public int compareTo(RuntimeInstant other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuntimeInstant instant && instant.nanos == nanos;
  }

  @Override
  public int hashCode() {
    return Objects.hash(nanos);
  }

  /** The reading, as time since the start of the process. */
  @Override
  public String toString() {
    return "RuntimeInstant[" + Duration.ofNanos(nanos) + "]";
  }

  long nanos() {
    return nanos;
  }

  Clock clock() {
    return clock;
  }

  /** Readings stay within the far future and its negative, so that a difference of two always fits a long. */
  private long saturated(long delta) {
    return Math.max(-Clock.FAR_FUTURE, Math.min(Clock.FAR_FUTURE, nanos + delta));
  }

  private static Duration between(long from, long to) {
    return Duration.ofNanos(Math.max(0, to - from));
  }
}
