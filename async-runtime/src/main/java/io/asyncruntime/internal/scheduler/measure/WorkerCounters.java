package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.util.OwnedCounter;
import io.asyncruntime.internal.util.Tally;

/** The counters of one worker, written by its owner thread and read by anyone. */
public final class WorkerCounters {
  /** What is counted now and then. */
  public enum Counter {
    STEALS,
    STEAL_OPERATIONS,
    PARKS,
    NOOPS,
    OVERFLOWS,
    FORCED_YIELDS,
    BUSY_NANOS
  }

  /** Counted with each poll. */
  public final OwnedCounter polls = new OwnedCounter();

  /** Counted with each task that a worker queues. */
  public final OwnedCounter localSchedules = new OwnedCounter();

  private final Tally tally = new Tally(Counter.values().length);

  /** The owner only. */
  public void increment(Counter counter) {
    tally.increment(counter.ordinal());
  }

  /** The owner only. */
  public void add(Counter counter, long delta) {
    tally.add(counter.ordinal(), delta);
  }

  /** Any thread. */
  public long get(Counter counter) {
    return tally.get(counter.ordinal());
  }
}
