package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.SpinLock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads for work that may block: first come, first served; an idle thread is reused (the one that has been idle for the
 * shortest time), else one is started while there are fewer than the limit, else the job waits in an unbounded queue. A thread
 * that was idle for the keep-alive time ends.
 *
 * <p>Any thread may submit, async code too, so the state is guarded by a spin lock and no section starts a thread or runs
 * foreign code.
 */
public final class BlockingPool implements JobThreads {
  private final RuntimeRef runtime;
  private final String threadNamePrefix;
  private final ThreadHooks hooks;
  private final int maxThreads;
  private final Consumer<? super Thread> starter;
  final long keepAliveNanos;

  private final SpinLock lock = new SpinLock();

  // All guarded by lock.
  private final ArrayDeque<Job> queue = new ArrayDeque<>();
  private final ArrayDeque<PoolWorker> idle = new ArrayDeque<>();

  /** Threads that have not ended: those for jobs, those that are lent or were started for one job, and those that are leaving. */
  private int threads;

  private int lent;

  /** Threads that were started for one job each, beside the limit. */
  private int single;

  /** Threads that were told to end: they take no job any more. */
  private int leaving;

  private long started;
  private boolean shutdown;

  /** Told when a thread ended; for {@link #awaitTermination}. */
  private final Object termination = new Object();

  /** Starts no thread yet; later {@code starter} does, and throws {@link OutOfMemoryError} where the system gives none. */
  public BlockingPool(RuntimeRef runtime, String threadNamePrefix, ThreadHooks hooks, int maxThreads,
      Duration keepAlive,
      Consumer<? super Thread> starter) {
    this.runtime = runtime;
    this.threadNamePrefix = threadNamePrefix;
    this.hooks = hooks;
    this.maxThreads = maxThreads;
    this.starter = starter;
    this.keepAliveNanos = Clock.saturatedNanos(keepAlive);
  }

  /**
   * Any thread. Queues {@code job}, or discards it once the pool shuts down.
   *
   * @throws OutOfMemoryError when the system refuses the very first thread; the job is then discarded
   */
  @Override
  public void submit(Job job) {
    PoolWorker woken = null;
    boolean start = false;
    lock.lock();
    boolean refused = shutdown;
    if (!refused) {
      woken = idle.pollFirst();
      start = woken == null && jobThreads() < maxThreads;
      if (woken != null) {
        woken.hand(job);
      } else if (start) {
        threads++;
      } else {
        queue.addLast(job);
      }
    }
    lock.unlock();
    if (refused) {
      job.discard();
    } else if (woken != null) {
      woken.unpark();
    } else if (start) {
      start(job);
    }
  }

  /** Any thread. Runs {@code job} on a thread of its own from {@code factory}, beside the limit; or discards it, as above. */
  void submit(Job job, ThreadFactory factory) {
    lock.lock();
    boolean refused = shutdown;
    if (!refused) {
      threads++;
      single++;
    }
    lock.unlock();
    if (refused) {
      job.discard();
    } else {
      start(job, factory);
    }
  }

  private void start(Job job, ThreadFactory factory) {
    try {
      starter.accept(
          factory.newThread(new ThreadBody(runtime, hooks, () -> PoolWorker.runOne(job), this::singleEnded)));
    } catch (OutOfMemoryError refused) {
      singleEnded();
      job.discard();
      throw refused;
    }
  }

  private void singleEnded() {
    lock.lock();
    single--;
    threads--;
    lock.unlock();
    tellTermination();
  }

  /**
   * Any thread. Runs {@code work}, which is a worker's loop and no job, at once: on an idle thread or on a new one, beyond the
   * limit if need be. Runs it also during a shutdown, which it is part of. False when the system gives no thread: a loop does not
   * wait behind jobs.
   */
  public boolean lend(Runnable work) {
    Job job = new LentJob(work);
    lock.lock();
    PoolWorker woken = idle.pollFirst();
    lent++;
    if (woken != null) {
      woken.hand(job);
    } else {
      threads++;
    }
    lock.unlock();
    if (woken != null) {
      woken.unpark();
      return true;
    }
    if (startThread(job) == null) { return true; }
    lock.lock();
    lent--;
    threads--;
    lock.unlock();
    tellTermination();
    return false;
  }

  private void start(Job job) {
    OutOfMemoryError refused = startThread(job);
    if (refused != null) {
      startFailed(job, refused);
    }
  }

  /** Starts the thread that has been counted, with its first job. What the system said when it gave none, else null. */
  private @Nullable OutOfMemoryError startThread(Job job) {
    lock.lock();
    long number = started++;
    lock.unlock();
    PoolWorker worker = new PoolWorker(this, job);
    try {
      starter.accept(
          new RuntimeThread(threadNamePrefix + "blocking-" + number, runtime, hooks, worker, this::threadEnded));
      return null;
    } catch (OutOfMemoryError refused) {
      return refused;
    }
  }

  /** The system gives no thread. Those that there are will come to the job; if there are none, the caller must know. */
  private void startFailed(Job job, OutOfMemoryError refused) {
    lock.lock();
    threads--;
    boolean canWait = jobThreads() > 0 && !shutdown;
    if (canWait) {
      queue.addLast(job);
    }
    lock.unlock();
    tellTermination();
    if (!canWait) {
      job.discard();
      throw refused;
    }
  }

  /** A pool thread between jobs. The next job, or null after it was entered as idle, or told to leave. */
  @Nullable
  Job nextOrIdle(PoolWorker worker) {
    lock.lock();
    try {
      boolean surplus = jobThreads() > maxThreads; // it was lent, and others were started in its place
      Job job = surplus ? null : queue.pollFirst();
      if (surplus || (job == null && shutdown)) {
        letLeave(worker);
      } else if (job == null) {
        idle.addFirst(worker);
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  /** An idle pool thread that woke up. What it was handed, or null: then it sleeps on, or was told to leave. */
  @Nullable
  Job takeHanded(PoolWorker worker, boolean timedOut) {
    lock.lock();
    try {
      Job job = worker.takeHanded();
      if (job == null && (timedOut || shutdown) && idle.removeFirstOccurrence(worker)) {
        letLeave(worker);
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. From here on the thread does not count: a job that comes now gets another. */
  private void letLeave(PoolWorker worker) {
    worker.leave();
    leaving++;
  }

  /** Under the lock. Threads for jobs, busy and idle. */
  private int jobThreads() {
    return threads - lent - single - leaving;
  }

  /** A pool thread, at its end. */
  private void threadEnded() {
    lock.lock();
    threads--;
    leaving--;
    lock.unlock();
    tellTermination();
  }

  private void tellTermination() {
    synchronized (termination) {
      termination.notifyAll();
    }
  }

  private void lentEnded() {
    lock.lock();
    lent--;
    lock.unlock();
  }

  /** Any thread. Discards what is queued and lets idle threads end; running jobs go on. Idempotent. */
  public void shutdown() {
    lock.lock();
    shutdown = true;
    List<Job> unstarted = new ArrayList<>(queue);
    queue.clear();
    List<PoolWorker> sleeping = new ArrayList<>(idle);
    lock.unlock();
    sleeping.forEach(PoolWorker::unpark);
    unstarted.forEach(Job::discard);
  }

  /** A plain thread. Waits for the end of all threads, up to {@code nanos}; whether they have ended. */
  public boolean awaitTermination(long nanos) throws InterruptedException {
    long deadline = Clock.realNanos() + nanos;
    synchronized (termination) {
      while (threads() > 0) {
        long left = deadline - Clock.realNanos();
        if (left <= 0) { return false; }
        termination.wait(left / 1_000_000, (int) (left % 1_000_000));
      }
      return true;
    }
  }

  private int threads() {
    lock.lock();
    try {
      return threads;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. Threads for jobs, busy and idle. */
  public int size() {
    lock.lock();
    try {
      return jobThreads();
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. Threads without a job. */
  public int idle() {
    lock.lock();
    try {
      return idle.size();
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. Jobs that wait for a thread. */
  public int queued() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** A worker's loop on a borrowed thread. */
  private final class LentJob implements Job {
    private final Runnable work;

    LentJob(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        work.run();
      } finally {
        lentEnded();
      }
    }

    @Override
    public void discard() {
      throw new IllegalStateException("a loop waits in no queue");
    }
  }
}
