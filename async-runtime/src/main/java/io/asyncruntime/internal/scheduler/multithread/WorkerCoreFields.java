package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.util.Padded;

/** What changes in a {@link WorkerCore}: with each poll, so it is kept apart from other workers' objects. */
abstract sealed class WorkerCoreFields extends Padded permits WorkerCore {
  /** Ticks until timers and shutdown are looked at, and until the global queue comes first. No division on the way. */
  int ticksToEvent = 1;

  int ticksToGlobal = 1;

  /** Whether this worker counts as searching in {@link IdleWorkers}. */
  boolean searching;

  /** Whether work was pushed since others were last told for certain. */
  boolean owesWake;

  boolean shutdown;

  /** Whether this worker, a spare one, was told to leave. */
  boolean retiring;

  /** A recent reading of the clock, for what need not be exact. */
  long recentNanos;

  /** Since when the worker is awake, and since when its last batch of polls runs. */
  long busySince;

  long batchSince;
  /** The worker's poll count when its last batch began. */
  long batchStart;

  /** The worker's poll count when it last renewed what polls store references in. */
  long renewedAt;

  /** The worker's poll count when it woke up. */
  long pollsAtWake;
}
