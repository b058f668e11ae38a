package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.metrics.DurationHistogram;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long polls take, in buckets that grow with the value: four to each power of two from 100 ns to 60 s, so that a bound is
 * off by a quarter at most (the H2 histogram of Tokio's {@code metrics}, after Iop Systems). Any thread records and reads.
 */
public final class PollTimeHistogram implements DurationHistogram {
  private static final int SUB_BITS = 2;
  private static final int SUB = 1 << SUB_BITS;
  private static final long LEAST = 100;
  private static final long MOST = 60_000_000_000L;
  private static final int FIRST = position(LEAST);
  private static final int BUCKETS = bucketOf(MOST) + 1;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
  /** The polling thread. */
  public void record(long nanos) {
    counts.getAndIncrement(bucketOf(nanos));
  }

  @Override
  public long count() {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += counts.get(i);
    }
    return total;
  }

  @Override
  public long countUpTo(Duration bound) {
    long nanos = bound.toNanos();
    long total = 0;
    for (int i = 0; i < BUCKETS && upperBound(i) <= nanos; i++) {
      total += counts.get(i);
    }
    return total;
  }

  @Override
  public Duration max() {
    for (int i = BUCKETS - 1; i >= 0; i--) {
      if (counts.get(i) > 0) { return Duration.ofNanos(upperBound(i)); }
    }
    return Duration.ZERO;
  }

  @Override
  public Duration percentile(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be from 0 to 100, but was " + percent);
    }
    long wanted = Math.max(1, (long) Math.ceil(count() * percent / 100));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts.get(i);
      if (seen >= wanted) { return Duration.ofNanos(upperBound(i)); }
    }
    return Duration.ZERO;
  }

  private static int bucketOf(long nanos) {
    return position(Math.max(LEAST, Math.min(MOST, nanos))) - FIRST;
  }

  /** The exponent of {@code nanos}, followed by the two bits below its highest. */
  private static int position(long nanos) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    return exponent * SUB + ((int) (nanos >>> (exponent - SUB_BITS)) & (SUB - 1));
  }

  /** The largest value of the bucket. */
  private static long upperBound(int bucket) {
    int position = bucket + FIRST;
    int exponent = position / SUB;
    return ((long) (SUB + position % SUB + 1) << (exponent - SUB_BITS)) - 1;
  }
}
