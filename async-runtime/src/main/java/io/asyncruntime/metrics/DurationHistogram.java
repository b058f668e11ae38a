package io.asyncruntime.metrics;

import java.time.Duration;

/**
 * A distribution of durations, kept in buckets whose width is a quarter of their value at most. A live view.
 *
 * <pre>{@code
 * runtime.metrics().pollTimes().ifPresent(times -> log.info(times.count() + " polls"));
 * }</pre>
 */
public interface DurationHistogram {
  /** How many durations were recorded. */
  long count();

  /** How many of them were not longer than {@code bound}, as far as the buckets can tell: by whole buckets, rounded down. */
  long countUpTo(Duration bound);

  /** The longest one, rounded up to the bound of its bucket. Zero while there is none. */
  Duration max();

  /**
   * The duration that {@code percent} per cent of the recorded ones do not exceed, rounded up to the bound of its bucket. Zero
   * while there is none.
   *
   * @param percent from 0 to 100
   * @throws IllegalArgumentException outside that range
   */
  Duration percentile(double percent);
}
