package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.util.FastRandom;

/**
 * The half of a worker that only its owner touches: no atomics. Whoever has the core is the worker; {@code blockInPlace} hands it
 * to another thread, and the hand-over publishes the fields.
 */
final class WorkerCore extends WorkerCoreFields {
  private static final long SPIN_NANOS = 20_000;

  final WorkerShared shared;
  private final RecentClock recent;

  /** For the choices of tasks, such as which branch of a select goes first. */
  final FastRandom choices;

  /** For whom to steal from. Apart, because how often a worker looks is a matter of chance even where there is a seed. */
  final FastRandom stealing;

  final QueueTuning tuning;
  final IdleSpin spin = new IdleSpin(SPIN_NANOS);
  final boolean lifoAllowed;

  long after1;
  long after2;
  long after3;
  long after4;
  long after5;
  long after6;
  long after7;
  long after8;

  WorkerCore(WorkerShared shared, RecentClock recent, FastRandom random, int fixedInterval, boolean lifoAllowed) {
    this.shared = shared;
    this.recent = recent;
    this.stealing = random.fork();
    this.choices = random;
    this.tuning = new QueueTuning(fixedInterval);
    this.lifoAllowed = lifoAllowed;
    this.lifoEnabled = lifoAllowed;
    wokeUp();
  }

  /** The worker goes on after sleep. */
  void wokeUp() {
    recentNanos = recent.read();
    busySince = recentNanos;
    batchSince = recentNanos;
    batchPolls = 0;
    pollsAtWake = shared.counters.get(WorkerCounters.Counter.POLLS);
  }

  /** Before sleep: counts a wake-up that found nothing to do. */
  void countNoop() {
    boolean hasSlept = shared.counters.get(WorkerCounters.Counter.PARKS) > 0;
    if (hasSlept && shared.counters.get(WorkerCounters.Counter.POLLS) == pollsAtWake) {
      shared.counters.increment(WorkerCounters.Counter.NOOPS);
    }
  }

  /** Every so many ticks, and before sleep: books the time since the last call. */
  void bookTime() {
    recentNanos = recent.read();
    shared.counters.add(WorkerCounters.Counter.BUSY_NANOS, recentNanos - busySince);
    tuning.sample(recentNanos - batchSince, batchPolls);
    busySince = recentNanos;
    batchSince = recentNanos;
    batchPolls = 0;
  }
}
