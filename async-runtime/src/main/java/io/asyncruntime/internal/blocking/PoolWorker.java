package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.wait.Parker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The loop of one pool thread. */
final class PoolWorker implements Runnable {
  private static final Door DOOR = new Door("io.asyncruntime.blocking", "a blocking job let a failure escape");

  private final BlockingPool pool;
  private final Parker parker = new Parker();
  private @Nullable Job first;

  /** What a submitter gave to this idle thread. Guarded by the pool's lock. */
  private @Nullable Job handed;

  /** Whether this thread was taken off the idle list to end. Guarded by the pool's lock, then read by this thread. */
  private boolean left;

  PoolWorker(BlockingPool pool, Job first) {
    this.pool = pool;
    this.first = first;
  }

  @Override
  public void run() {
    Job job = Objects.requireNonNull(first);
    first = null;
    while (job != null) {
      runOne(job);
      job = next();
    }
  }

  /** A thread that may block. Runs {@code job}; its failure, which would be a fault of ours, ends no thread. */
  static void runOne(Job job) {
    try {
      job.run();
    } catch (Throwable bug) {
      DOOR.threw(null, bug);
    }
  }

  private @Nullable Job next() {
    Job job = pool.nextOrIdle(this);
    while (job == null && !left) {
      Parker.Outcome outcome = parker.park(pool.keepAliveNanos);
      if (outcome == Parker.Outcome.INTERRUPTED) {
        Thread.interrupted(); // meant for a job that has ended
      }
      job = pool.takeHanded(this, outcome == Parker.Outcome.TIMED_OUT);
    }
    return job;
  }

  /** A submitter, under the pool's lock. */
  void hand(Job job) {
    handed = job;
  }

  /** This thread, under the pool's lock. */
  @Nullable
  Job takeHanded() {
    Job job = handed;
    handed = null;
    return job;
  }

  /** This thread, under the pool's lock. */
  void leave() {
    left = true;
  }

  /** Any thread. */
  void unpark() {
    parker.unpark();
  }
}
