package io.asyncruntime.internal.scheduler.multithread;

/**
 * How often a worker looks at the global queue first: often enough that a task there waits about 200 µs, going by the mean time
 * of recent polls (Tokio's {@code worker/stats.rs}). Owner-only.
 */
final class QueueTuning {
  private static final double TARGET_NANOS = 200_000;
  private static final double ALPHA = 0.1;
  private static final int LEAST = 2;
  private static final int MOST = 127;
  private static final int START = 61;

  private final boolean fixed;
  private int interval;
  private long weighed;
  private double weight;
  private double meanPollNanos = TARGET_NANOS / START;

  /** {@code fixedInterval} of 0 is self-tuned. */
  QueueTuning(int fixedInterval) {
    fixed = fixedInterval > 0;
    interval = fixed ? fixedInterval : START;
  }

  /** Every how many ticks the global queue comes first. */
  int interval() {
    return interval;
  }

  /** How long so many polls should take, going by the recent ones; by a guess where the interval is fixed. */
  double expectedNanos(long polls) {
    return polls * meanPollNanos;
  }

  /** A batch of {@code polls} polls took {@code nanos}: its mean joins the moving average, weighted by its size. */
  void sample(long nanos, long polls) {
    if (fixed || polls == 0) { return; }
    double weight = weightOf(polls);
    meanPollNanos = weight * ((double) nanos / polls) + (1 - weight) * meanPollNanos;
    int tuned = (int) Math.max(LEAST, Math.min(MOST, TARGET_NANOS / Math.max(1, meanPollNanos)));
    if (Math.abs(tuned - interval) > 2) {
      interval = tuned;
    }
  }

  private double weightOf(long polls) {
    if (polls != weighed) { // a busy worker's batches are all of one size
      weighed = polls;
      weight = 1 - Math.pow(1 - ALPHA, polls);
    }
    return weight;
  }
}
