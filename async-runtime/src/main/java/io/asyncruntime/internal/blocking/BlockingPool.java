package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.blocking.PoolWorker.Life;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.util.Log;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.WaiterList;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private static final Log LOG = Log.of("io.asyncruntime.blocking");

  private final RuntimeRef runtime;
  private final String threadNamePrefix;
  private final ThreadHooks hooks;
  private final int maxThreads;
  private final Consumer<? super Thread> starter;
  final long keepAliveNanos;

  private final SpinLock lock = new SpinLock();

  // All guarded by lock. Nothing under it needs memory, for the links of both lists are in the jobs and the threads; and each
  // section makes its calls first and its changes after them, so that whatever a call throws, the state is whole.
  private final JobQueue<Job> queue = new JobQueue<>();
  private final WaiterList<PoolWorker> idle = new WaiterList<>();

  /** Threads that have not ended: those for jobs, those that are lent or were started for one job, and those that are leaving. */
  private int threads;

  private int lent;

  /** Threads that were started for one job each, beside the limit. */
  private int single;

  /** Threads that were told to end: they take no job any more. */
  private int leaving;

  private long started;

  private boolean shutdown;

  /** The jobs of this pool that its threads wait for in {@code join()}, each for one. */
  private final Set<JoinableTask<?>> joined = ConcurrentHashMap.newKeySet();

  /** Set by whoever says so. */
  private volatile boolean toldOfStuckJoins;

  /** Told when a thread ended; for {@link #awaitTermination}. */
  private final Object termination = new Object();

  /** Starts no thread yet; later {@code starter} does, and throws (as a rule OutOfMemoryError) where the system gives none. */
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
   * @throws OutOfMemoryError when the system refuses the very first thread; the job is then discarded. Likewise whatever else the
   *     start of that thread throws.
   */
  @Override
  public void submit(Job job) {
    PoolWorker woken = null;
    boolean start = false;
    boolean refused;
    lock.lock();
    try {
      refused = shutdown;
      if (!refused) {
        start = idle.isEmpty() && jobThreads() < maxThreads;
        woken = idle.pollLast();
        if (woken != null) {
          woken.handed = job;
        } else if (start) {
          threads++;
        } else {
          queue.addLast(job);
        }
      }
    } finally {
      lock.unlock();
    }
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
    boolean refused;
    lock.lock();
    try {
      refused = shutdown;
      if (!refused) {
        threads++;
        single++;
      }
    } finally {
      lock.unlock();
    }
    if (refused) {
      job.discard();
    } else {
      start(job, factory);
    }
  }

  private void start(Job job, ThreadFactory factory) {
    SingleJob once = null;
    try {
      once = new SingleJob(job);
      starter.accept(factory.newThread(new ThreadBody(runtime, hooks, once, once::ended)));
    } catch (Throwable refused) {
      if (once != null && !once.claim()) { return; } // it was started all the same
      singleEnded();
      job.discard();
      throw Failures.<RuntimeException>sneaky(refused);
    }
  }

  private void singleEnded() {
    lock.lock();
    try {
      single--;
      threads--;
    } finally {
      lock.unlock();
    }
    tellTermination();
  }

  /**
   * Any thread. Runs {@code work}, which is a worker's loop and no job, at once: on an idle thread or on a new one, beyond the
   * limit if need be. Runs it also during a shutdown, which it is part of. False when the system gives no thread: a loop does not
   * wait behind jobs.
   */
  public boolean lend(Runnable work) {
    Job job;
    try {
      job = new LentJob(work);
    } catch (OutOfMemoryError none) {
      return false;
    }
    PoolWorker woken;
    lock.lock();
    try {
      woken = idle.pollLast();
      if (woken != null) {
        woken.handed = job;
      } else {
        threads++;
      }
      lent++;
    } finally {
      lock.unlock();
    }
    if (woken != null) {
      woken.unpark();
      return true;
    }
    if (startThread(job) == null) { return true; }
    lentNoThread();
    return false;
  }

  private void lentNoThread() {
    lock.lock();
    try {
      lent--;
      threads--;
    } finally {
      lock.unlock();
    }
    tellTermination();
  }

  private void start(Job job) {
    Throwable refused = startThread(job);
    if (refused != null) {
      startFailed(job, refused);
    }
  }

  /** Starts the thread that has been counted, with its first job. What was thrown when there is none, else null. */
  private @Nullable Throwable startThread(Job job) {
    PoolWorker worker = null;
    try {
      worker = new PoolWorker(this, job);
      PoolWorker started = worker;
      starter.accept(new RuntimeThread(threadNamePrefix + "blocking-" + nextNumber(), this,
          new ThreadBody(runtime, hooks, worker, () -> threadEnded(started))));
      return null;
    } catch (Throwable refused) {
      return worker == null || giveUp(worker) ? refused : null;
    }
  }

  /**
   * The calling thread is about to block until {@code job}, of this pool, has ended; to be followed by {@link #joinEnds} if true, as it is
   * for the pool's own threads. Says, once, when that was the last of all threads that there may be and jobs are queued: none of them will
   * ever run, for each thread waits for one that is queued, or for one whose thread waits too.
   */
  public boolean joinBegins(JoinableTask<?> job) {
    if (!(Thread.currentThread() instanceof RuntimeThread ours && ours.pool == this)) { return false; }
    joined.add(job);
    if (!toldOfStuckJoins && allThreadsJoin() && queued() > 0 && joined.stream().noneMatch(JoinableTask::isFinished)
        && allThreadsJoin()) { // still: one that was about to go on has not gone meanwhile
      toldOfStuckJoins = true; // perhaps twice, if two see it at once
      LOG.warning(() -> "all " + maxThreads + " threads of the blocking pool wait in join() for jobs of this pool, and "
          + queued()
          + " jobs wait for one of these threads: none of them will ever run. Await such jobs in a task instead of"
          + " joining them in a job, or raise maxBlockingThreads; to abort one of those that wait sets a thread free");
    }
    return true;
  }

  private boolean allThreadsJoin() {
    return joined.size() >= Math.max(maxThreads, size());
  }

  /** The calling thread goes on, after {@link #joinBegins}. */
  public void joinEnds(JoinableTask<?> job) {
    joined.remove(job);
  }

  private long nextNumber() {
    lock.lock();
    try {
      return started++;
    } finally {
      lock.unlock();
    }
  }

  /** Who started {@code worker}, and failed. False when its thread runs all the same: then nothing is amiss. */
  private boolean giveUp(PoolWorker worker) {
    lock.lock();
    try {
      if (worker.life != Life.STARTING) { return false; }
      worker.life = Life.GIVEN_UP;
      worker.handed = null;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** There is no thread. Those that there are will come to the job; if there are none, the caller must know, and nobody waits. */
  private void startFailed(Job job, Throwable refused) {
    boolean canWait;
    PoolWorker woken = null; // which was busy when the thread was asked for
    Job stranded = null;
    lock.lock();
    try {
      int left = jobThreads() - 1;
      canWait = left > 0 && !shutdown;
      woken = canWait ? idle.pollLast() : null;
      if (woken != null) {
        woken.handed = job;
      } else if (canWait) {
        queue.addLast(job);
      } else if (left == 0) {
        stranded = queue.takeAll(); // they counted on this very thread
      }
      threads--;
    } finally {
      lock.unlock();
    }
    tellTermination();
    if (woken != null) {
      woken.unpark();
    }
    if (!canWait) {
      JobQueue.forEach(stranded, Job::discard);
      job.discard();
      throw Failures.<RuntimeException>sneaky(refused);
    }
  }

  /** A pool thread, first of all. False: it was given up, and has no job. */
  boolean begin(PoolWorker worker) {
    lock.lock();
    try {
      if (worker.life != Life.STARTING) { return false; }
      worker.life = Life.ALIVE;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A pool thread between jobs. The next job, or null after it was entered as idle, or told to leave. */
  @Nullable
  Job nextOrIdle(PoolWorker worker) {
    lock.lock();
    try {
      if (worker.handed != null) { return takeHanded(worker); }
      if (worker.isQueued() || worker.life == Life.LEFT) { return null; } // its loop threw while it was idle, or leaving
      boolean surplus = jobThreads() > maxThreads; // it was lent, and others were started in its place
      Job job = surplus ? null : queue.pollFirst();
      if (surplus || (job == null && shutdown)) {
        letLeave(worker);
      } else if (job == null) {
        idle.addLast(worker);
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
      if (worker.handed != null) { return takeHanded(worker); }
      if ((timedOut || shutdown) && idle.remove(worker)) {
        letLeave(worker);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private static @Nullable Job takeHanded(PoolWorker worker) {
    Job job = worker.handed;
    worker.handed = null;
    return job;
  }

  /** A pool thread. Whether it was told to end. */
  boolean hasLeft(PoolWorker worker) {
    lock.lock();
    try {
      return worker.life == Life.LEFT;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. From here on the thread does not count: a job that comes now gets another. */
  private void letLeave(PoolWorker worker) {
    worker.life = Life.LEFT;
    leaving++;
  }

  /** Under the lock. Threads for jobs, busy and idle. */
  private int jobThreads() {
    return threads - lent - single - leaving;
  }

  /** A pool thread, at its end. If it ends before it was told to, what it was to run gets another one. */
  private void threadEnded(PoolWorker worker) {
    Job orphan;
    lock.lock();
    try {
      if (worker.life == Life.GIVEN_UP) { return; } // who started it has counted that
      idle.remove(worker);
      orphan = worker.handed;
      worker.handed = null;
      if (worker.life == Life.LEFT) {
        leaving--;
      } else if (orphan == null) {
        orphan = queue.pollFirst();
      }
      worker.life = Life.ENDED;
      if (orphan == null) {
        threads--; // else the new one is counted in its place
      }
    } finally {
      lock.unlock();
    }
    tellTermination();
    if (orphan != null) {
      start(orphan);
    }
  }

  private void tellTermination() {
    synchronized (termination) {
      termination.notifyAll();
    }
  }

  private void lentEnded() {
    lock.lock();
    try {
      lent--;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. Discards what is queued and lets idle threads end; running jobs go on. Idempotent. */
  public void shutdown() {
    Job unstarted;
    lock.lock();
    try {
      unstarted = queue.takeAll();
      shutdown = true;
    } finally {
      lock.unlock();
    }
    for (PoolWorker sleeping = letOneLeave(); sleeping != null; sleeping = letOneLeave()) {
      sleeping.unpark();
    }
    JobQueue.forEach(unstarted, Job::discard);
  }

  private @Nullable PoolWorker letOneLeave() {
    lock.lock();
    try {
      PoolWorker worker = idle.pollLast();
      if (worker != null) {
        letLeave(worker);
      }
      return worker;
    } finally {
      lock.unlock();
    }
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
  private final class LentJob extends Job {
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

    /** Its thread ended before it came to the loop, and there was no other. */
    @Override
    public void discard() {
      lentEnded();
    }
  }

  /** One job on a thread of its own, which the thread takes, or who failed to start it. */
  private final class SingleJob implements Runnable {
    private final Job job;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private boolean mine; // the thread's

    SingleJob(Job job) {
      this.job = job;
    }

    boolean claim() {
      return claimed.compareAndSet(false, true);
    }

    @Override
    public void run() {
      mine = claim();
      if (mine) {
        PoolWorker.runOne(job);
      }
    }

    void ended() {
      if (mine) {
        singleEnded();
      } else if (claim()) { // it never came to the job
        singleEnded();
        job.discard();
      }
    }
  }
}
