package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.wait.Parker;
import io.asyncruntime.internal.wait.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one pool thread, and its place among the idle ones. All fields are guarded by the pool's lock, but for the two that
 * say otherwise.
 *
 * <pre>
 *   STARTING -> ALIVE       the thread: it came to its loop, and takes the job it was started for
 *   STARTING -> GIVEN_UP    who starts it: that threw; should the thread come all the same, it finds nothing to do
 *   ALIVE    -> LEFT        told to end: it takes no job any more
 *   STARTING, ALIVE, LEFT -> ENDED   the thread, last of all; what it was to run goes to another one
 * </pre>
 */
final class PoolWorker extends Waiter implements Runnable {
  private static final Door JOBS = new Door("io.asyncruntime.blocking", "a blocking job let a failure escape");
  private static final Door LOOP =
      new Door("io.asyncruntime.blocking", "the loop of a blocking thread threw; it goes on");

  /** Where the life of the thread has come to. */
  enum Life {
    STARTING, ALIVE, GIVEN_UP, LEFT, ENDED
  }

  private final BlockingPool pool;
  private final Parker parker = new Parker(); // the thread's, and whoever wakes it

  /** The next job: what the thread was started for, or what a submitter gave to it while it was idle. */
  @Nullable Job handed;

  Life life = Life.STARTING;

  PoolWorker(BlockingPool pool, Job first) {
    this.pool = pool;
    this.handed = first;
  }

  @Override
  public void run() {
    if (!pool.begin(this)) { return; }
    boolean goesOn = true;
    while (goesOn) {
      try {
        Job job = next();
        goesOn = job != null;
        if (job != null) {
          runOne(job);
        }
      } catch (Throwable failure) { // no memory or no stack: the pool's state is whole, so is this thread's
        LOOP.threw(null, failure);
      }
    }
  }

  /** A thread that may block. Runs {@code job}; its failure, which would be a fault of ours, ends no thread. */
  static void runOne(Job job) {
    try {
      job.run();
    } catch (Throwable bug) {
      JOBS.threw(null, bug);
    }
  }

  /** This thread. Its next job; null when it is to end. */
  private @Nullable Job next() {
    Job job = pool.nextOrIdle(this);
    while (job == null && !pool.hasLeft(this)) {
      Parker.Outcome outcome = parker.park(pool.keepAliveNanos);
      if (outcome == Parker.Outcome.INTERRUPTED) {
        Thread.interrupted(); // meant for a job that has ended
      }
      job = pool.takeHanded(this, outcome == Parker.Outcome.TIMED_OUT);
    }
    return job;
  }

  /** Any thread. */
  void unpark() {
    parker.unpark();
  }
}
