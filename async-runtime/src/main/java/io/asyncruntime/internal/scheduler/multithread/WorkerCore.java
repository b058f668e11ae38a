package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.queue.LifoSlot;
import io.asyncruntime.internal.queue.RunQueue;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.util.FastRandom;

/**
 * The half of a worker that only its owner touches: no atomics. Whoever has the core is the worker; {@code blockInPlace} hands it
 * to another thread, and the hand-over publishes the fields.
 */
final class WorkerCore extends WorkerCoreFields {
  private static final long SPIN_NANOS = 20_000;

  /** Until when a batch needs no reading of the clock: by the time it should have taken, and in polls. */
  private static final long UNTIMED_NANOS = 10_000;

  private static final int UNTIMED_POLLS = 250;

  /** So few that objects do not grow old meanwhile where polls are many, and so many that new ones cost nothing. */
  private static final int POLLS_TO_RENEWAL = 1000;

  final WorkerShared shared;

  /** Of {@link #shared}: every poll needs them. */
  final RunQueue<Task<?>> queue;

  final LifoSlot<Task<?>> lifo;
  final WorkerCounters counters;

  private final RecentClock recent;

  /** For the choices of tasks, such as which branch of a select goes first. */
  final FastRandom choices;

  /** For whom to steal from. Apart, because how often a worker looks is a matter of chance even where there is a seed. */
  final FastRandom stealing;

  final QueueTuning tuning;
  final IdleSpin spin = new IdleSpin(SPIN_NANOS);
  final boolean lifoAllowed;

  long after1, after2, after3, after4, after5, after6, after7, after8;

  WorkerCore(WorkerShared shared, RecentClock recent, FastRandom random, int fixedInterval, boolean lifoAllowed) {
    this.shared = shared;
    this.queue = shared.queue;
    this.lifo = shared.lifo;
    this.counters = shared.counters;
    this.recent = recent;
    this.stealing = random.fork();
    this.choices = random;
    this.tuning = new QueueTuning(fixedInterval);
    this.lifoAllowed = lifoAllowed;
    wokeUp();
  }

  /** The worker goes on after sleep. */
  void wokeUp() {
    recentNanos = recent.read();
    busySince = recentNanos;
    batchSince = recentNanos;
    batchStart = counters.polls.get();
    pollsAtWake = batchStart;
  }

  /** Before sleep: counts a wake-up that found nothing to do. */
  void countNoop() {
    boolean hasSlept = counters.get(Counter.PARKS) > 0;
    if (hasSlept && counters.polls.get() == pollsAtWake) {
      counters.increment(Counter.NOOPS);
    }
  }

  /**
   * Every so many ticks: books the time, unless the polls since then were few and should have been very short. A reading of the clock
   * takes as long as a short poll, and noting it passes a cache line from worker to worker, which takes as long as five.
   */
  void bookTimeIfDue() {
    long polls = counters.polls.get() - batchStart;
    if (polls >= UNTIMED_POLLS || tuning.expectedNanos(polls) >= UNTIMED_NANOS) {
      bookTime();
    }
  }

  /** Every so many ticks. Whether what each poll stores references in shall be replaced; true once in so many polls. */
  boolean isRenewalDue() {
    long polls = counters.polls.get();
    boolean due = polls - renewedAt >= POLLS_TO_RENEWAL;
    if (due) {
      renewedAt = polls;
    }
    return due;
  }

  /** Before sleep, and when the core changes hands: books the time since the last call. */
  void bookTime() {
    recentNanos = recent.read();
    counters.add(Counter.BUSY_NANOS, recentNanos - busySince);
    long polls = counters.polls.get();
    tuning.sample(recentNanos - batchSince, polls - batchStart);
    busySince = recentNanos;
    batchSince = recentNanos;
    batchStart = polls;
  }
}
