package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.util.SpinLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a lane have a thread, which wait for one, and that none waits once the lane is closed: a state machine, whose
 * steps take a lock each. A queue, first come, first served. Any thread.
 *
 * <pre>
 *   OPEN,   threads &lt; most   submit   threads + 1                START: the caller finds the job a thread
 *   OPEN,   threads = most   submit   waiting + 1                WAIT: whoever ends takes it
 *   CLOSED                   submit   no change                  REFUSE: the caller cancels the job
 *   either, waiting &gt; 0      next     waiting - 1                a job has ended, the oldest one has its thread; in an overload,
 *                                                               if that is looked for, the newest
 *   either, waiting = 0      next     threads - 1                a job has ended
 *   either, job waits        expedite before all who are not urgent   it has its turn after those that were expedited before it
 *   either, overload         stale    waiting - those           the caller refuses those who have waited for too long
 *   either                   lose     threads - 1, waiting = 0   a thread was not to be had: the caller cancels what waited
 *   OPEN                     close    CLOSED, waiting = 0        the caller cancels what waited; jobs with a thread go on
 *   CLOSED                   close    no change
 * </pre>
 *
 * <p>So nothing waits while a thread is to be had, and in a closed lane nothing waits at all: a job that comes after
 * {@code close} has looked at the queue would have nobody to cancel it, for those that have a thread may never end.
 *
 * @param <J> what is done; the links of the queue are in it, so no step needs memory
 */
final class LaneQueue<J extends Job> {
  /** What becomes of a job that comes. */
  enum Verdict {
    /** It has a thread of the lane, which the caller must find. */
    START,
    /** It waits for one. */
    WAIT,
    /** The lane is closed: it will not run. */
    REFUSE
  }

  private final int most;

  /** Tells of an overload; null where nobody looks for one. Guarded by lock. */
  private final @Nullable ControlledDelay delay;

  private final ToLongFunction<? super J> since;
  private final SpinLock lock = new SpinLock();

  // Guarded by lock.
  private final JobQueue<J> waiting = new JobQueue<>();
  private int threads;
  private boolean closed;

  /** The number of the line in which jobs wait now: one that was taken out with all others is known by an older one. */
  private int line = 1;

  /** How many urgent jobs there are, at the head of the line, and the last of them. */
  private int urgent;

  private @Nullable J lastUrgent;

  /** For {@code most} jobs at a time, always the oldest first. */
  LaneQueue(int most) {
    this(most, null, job -> 0);
  }

  /** The same, but for an overload that {@code delay} tells of; {@code since} is when a job came. */
  LaneQueue(int most, @Nullable ControlledDelay delay, ToLongFunction<? super J> since) {
    this.most = most;
    this.delay = delay;
    this.since = since;
  }

  /** A job comes. */
  Verdict submit(J job) {
    lock.lock();
    try {
      if (closed) { return Verdict.REFUSE; }
      if (threads < most) {
        threads++;
        return Verdict.START;
      }
      if (delay != null && waiting.size() == 0) {
        delay.empty();
      }
      waiting.addLast(job);
      job.line = line;
      return Verdict.WAIT;
    } finally {
      lock.unlock();
    }
  }

  /** A job that had a thread has ended. The one that has it now, or null. */
  @Nullable
  J next() {
    lock.lock();
    try {
      J job = urgent == 0 && delay != null && delay.isOverload() ? waiting.pollLast() : waiting.pollFirst();
      if (job == null) {
        threads--;
      } else {
        job.line = 0;
        leaveUrgent(job);
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void leaveUrgent(J job) {
    if (job.urgent && --urgent == 0) {
      lastUrgent = null;
    }
  }

  /** Whether the job waits. */
  boolean waits(J job) {
    lock.lock();
    try {
      return job.line == line;
    } finally {
      lock.unlock();
    }
  }

  /** The job has its turn before all that nobody else waits for, if it waits. */
  void expedite(J job) {
    lock.lock();
    try {
      if (job.line != line || job.urgent) { return; }
      waiting.remove(job);
      waiting.addAfter(lastUrgent, job);
      job.urgent = true;
      lastUrgent = job;
      urgent++;
    } finally {
      lock.unlock();
    }
  }

  /** In an overload, those who have waited for too long, and will not run, as of {@link JobQueue#takeAll}; else null. */
  @Nullable
  J stale() {
    if (delay == null) { return null; }
    JobQueue<J> stale = new JobQueue<>();
    lock.lock();
    try {
      J oldest = waiting.peekFirst();
      while (oldest != null && urgent == 0 && delay.isOverload() && delay.isStale(since.applyAsLong(oldest))) {
        waiting.pollFirst();
        oldest.line = 0;
        stale.addLast(oldest);
        oldest = waiting.peekFirst();
      }
      return stale.takeAll();
    } finally {
      lock.unlock();
    }
  }

  /** There was no thread for a job that should have had one. What waited, and will not run, as of {@link JobQueue#takeAll}. */
  @Nullable
  J lose() {
    lock.lock();
    try {
      threads--;
      return takeAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing starts to wait from here on. What waited, and will not run, as of {@link JobQueue#takeAll}. Idempotent. */
  @Nullable
  J close() {
    lock.lock();
    try {
      closed = true;
      return takeAll();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private @Nullable J takeAll() {
    line++;
    urgent = 0;
    lastUrgent = null;
    return waiting.takeAll();
  }
}
