package io.asyncruntime.internal.util;

import java.time.Duration;

/**
 * The source of monotonic time, and the only door to {@link System#nanoTime()}.
 *
 * <p>Readings count from the start of the process, so that they are small, positive and comparable between all clocks
 * that were never paused. Any thread may read.
 */
public abstract class Clock {
  /** The deadline of "never": about 146 years after the start of the process. */
  public static final long FAR_FUTURE = Long.MAX_VALUE / 2;

  private static final long ORIGIN = System.nanoTime();
  private static final Clock SYSTEM = new SystemClock();

  /** Nanoseconds since the start of the process, as this clock sees them. Any thread. */
  public abstract long nanos();

  /** The real clock, which nothing pauses. */
  public static Clock system() {
    return SYSTEM;
  }

  /** Real nanoseconds since the start of the process, whatever the runtime's clock says. */
  public static long realNanos() {
    return System.nanoTime() - ORIGIN;
  }

  /** The reading {@code delay} after {@code nanos}; a sum beyond {@link #FAR_FUTURE} is {@link #FAR_FUTURE}. */
  public static long saturatedAdd(long nanos, Duration delay) {
    long wanted = saturatedNanos(delay);
    return wanted > FAR_FUTURE - nanos ? FAR_FUTURE : nanos + wanted;
  }

  /** {@code duration} in nanoseconds; one that does not fit is {@link #FAR_FUTURE} (or its negative). */
  public static long saturatedNanos(Duration duration) {
    if (duration.getSeconds() >= FAR_FUTURE / 1_000_000_000L) { return FAR_FUTURE; }
    return duration.getSeconds() <= -FAR_FUTURE / 1_000_000_000L ? -FAR_FUTURE : duration.toNanos();
  }

  private static final class SystemClock extends Clock {
    @Override
    public long nanos() {
      return realNanos();
    }
  }
}
