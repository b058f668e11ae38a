package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.task.BlockingScheduler;
import io.asyncruntime.internal.task.BlockingTask;
import io.asyncruntime.internal.task.PanicHandler;
import io.asyncruntime.internal.task.TaskOutcome;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Log;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.Convoys;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.metrics.BlockingLaneMetrics;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;

/**
 * A part of the blocking pool, or virtual threads beside it, with bounds of its own: so many jobs run, so many wait, and who comes then waits for admission
 * without a thread, or is refused. First come, first served, also for admission.
 *
 * <p>A permit of {@link #admission} is held by each job from its admission until it has ended or was aborted. Any thread.
 */
public final class Lane implements BlockingScheduler, BlockingLaneMetrics {
  private static final Log LOG = Log.of("io.asyncruntime.blocking");

  private final String name;
  private final LaneLimits limits;
  private final long maxQueueNanos;
  private final JobThreads pool;
  private final BlockingScheduler runtime;
  private final FairSemaphore admission;
  private final LaneQueue<LaneJob> queue;
  private final LongAdder completed = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder queueNanos = new LongAdder();
  private final LongAdder runNanos = new LongAdder();

  private final BlockingScheduler beyond = new Beyond();

  private final SpinLock lock = new SpinLock();

  // Guarded by lock.
  private int running;
  private int admitted;
  private int waiting;

  /** A lane on the threads of {@code pool}. */
  public Lane(String name, LaneLimits limits, BlockingPool pool, BlockingScheduler runtime) {
    this(name, limits, (JobThreads) pool, runtime);
  }

  /** A lane with a virtual thread for each job, named {@code threadNamePrefix} and a number; {@code pool} ends with them. */
  public static Lane onVirtualThreads(String name, LaneLimits limits, BlockingPool pool, String threadNamePrefix,
      BlockingScheduler runtime) {
    return new Lane(name, limits, new VirtualJobThreads(pool, threadNamePrefix), runtime);
  }

  private Lane(String name, LaneLimits limits, JobThreads pool, BlockingScheduler runtime) {
    this.name = name;
    this.limits = limits;
    this.maxQueueNanos = limits.maxQueueTime().isZero() ? Long.MAX_VALUE : Clock.saturatedNanos(limits.maxQueueTime());
    Duration delay = limits.overloadDelay();
    this.queue =
        new LaneQueue<>(limits.maxThreads(), delay.isZero() ? null : new ControlledDelay(delay, Clock::realNanos),
            job -> job.admittedNanos);
    this.pool = pool;
    this.runtime = runtime;
    this.admission = new FairSemaphore((int) Math.min(FairSemaphore.MAX_PERMITS, limits.permits()));
  }

  /** Grants one permit for each job that may be submitted. */
  public FairSemaphore admission() {
    return admission;
  }

  /** Its bounds. */
  public LaneLimits limits() {
    return limits;
  }

  /** Counts a job that was refused. */
  public void countRejected() {
    rejected.increment();
  }

  /** A caller is about to wait for admission. False, and counted, when as many do as may. */
  boolean beginWaiting() {
    lock.lock();
    try {
      if (waiting < limits.maxWaiting()) {
        waiting++;
        return true;
      }
    } finally {
      lock.unlock();
    }
    countRejected();
    return false;
  }

  /** A caller has waited, whatever came of it. */
  void endWaiting() {
    lock.lock();
    try {
      waiting--;
    } finally {
      lock.unlock();
    }
  }

  /** Callers that wait for admission. */
  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** The refusal of one who may not wait. */
  RejectedExecutionException full() {
    return new RejectedExecutionException("the blocking lane " + Names.quote(name) + " is full: " + running()
        + " jobs run, " + queued() + " wait for a thread, and " + limits.maxWaiting()
        + " callers wait for admission (maxWaiting): come again later");
  }

  /** Counts, and gives, the refusal of one who has waited for too long. */
  public RejectedExecutionException refuseLate(Duration limit) {
    countRejected();
    return new RejectedExecutionException("the blocking lane " + Names.quote(name) + " had no turn within " + limit
        + " (maxQueueTime): " + running() + " jobs run, " + queued() + " wait for a thread");
  }

  /** In the place of this lane for a job that was let in beyond its capacity: it has no permit to give back. */
  public BlockingScheduler beyond() {
    return beyond;
  }

  /** Queues a job for which a permit is held, or that is {@link #beyond} that. For the task that is being polled, if one is. */
  public void submit(BlockingTask<?> task) {
    countAdmitted(1);
    LaneJob job;
    try {
      job = new LaneJob(task, Clock.realNanos(), Convoys.taskAt(Ambient.current()));
    } catch (Throwable noMemory) {
      task.cancelUnstarted(); // which gives the permit back
      throw noMemory;
    }
    switch (queue.submit(job)) {
      case START -> pool.submit(job);
      case REFUSE -> task.cancelUnstarted();
      case WAIT -> job.enterLine();
    }
  }

  /** A thread of the lane makes room for the next job. */
  private void next() {
    JobQueue.forEach(queue.stale(), job -> {
      job.leaveLine();
      job.task.refuseUnstarted(refuseLate(limits.overloadDelay()));
    });
    LaneJob job = queue.next();
    if (job != null) {
      job.leaveLine();
      pool.submit(job);
    }
  }

  /** The runtime shuts down: what waits will not run, nor what comes later; running jobs go on. Idempotent. */
  public void shutdown() {
    JobQueue.forEach(queue.close(), LaneJob::cancelInLine);
  }

  private void releasedBeyond(BlockingTask<?> task, TaskOutcome outcome) {
    countAdmitted(-1);
    runtime.released(task, outcome);
  }

  @Override
  public void released(BlockingTask<?> task, TaskOutcome outcome) {
    countAdmitted(-1);
    try {
      admission.release(1); // calls wakers
    } finally {
      runtime.released(task, outcome);
    }
  }

  @Override
  public boolean joinBegins(BlockingTask<?> task) {
    return pool instanceof BlockingPool && runtime.joinBegins(task); // a virtual thread is always to be had
  }

  @Override
  public void joinEnds(BlockingTask<?> task) {
    runtime.joinEnds(task);
  }

  @Override
  public void finished(BlockingTask<?> task) {
    runtime.finished(task);
  }

  @Override
  public LateStart lateKind() {
    return LateStart.LANE;
  }

  @Override
  public PanicHandler panics() {
    return runtime.panics();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int queued() {
    lock.lock();
    try {
      return Math.max(0, admitted - running);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long completed() {
    return completed.sum();
  }

  @Override
  public long rejected() {
    return rejected.sum();
  }

  @Override
  public Duration totalQueueTime() {
    return Duration.ofNanos(queueNanos.sum());
  }

  @Override
  public Duration totalRunTime() {
    return Duration.ofNanos(runNanos.sum());
  }

  /** For a log or a debugger, as a person would read it. */
  @Override
  public String toString() {
    return "blocking lane " + Names.quote(name) + "[running " + running() + ", queued " + queued() + ", completed "
        + completed()
        + ", rejected " + rejected() + ", queue time " + totalQueueTime() + ", run time " + totalRunTime() + ']';
  }

  private void countAdmitted(int change) {
    lock.lock();
    try {
      admitted += change;
    } finally {
      lock.unlock();
    }
  }

  private void countRunning(int change) {
    lock.lock();
    try {
      running += change;
    } finally {
      lock.unlock();
    }
  }

  /** This lane, to a job without a permit. */
  private final class Beyond implements BlockingScheduler {
    @Override
    public void released(BlockingTask<?> task, TaskOutcome outcome) {
      releasedBeyond(task, outcome);
    }

    @Override
    public void finished(BlockingTask<?> task) {
      Lane.this.finished(task);
    }

    @Override
    public boolean joinBegins(BlockingTask<?> task) {
      return Lane.this.joinBegins(task);
    }

    @Override
    public void joinEnds(BlockingTask<?> task) {
      Lane.this.joinEnds(task);
    }

    @Override
    public LateStart lateKind() {
      return Lane.this.lateKind();
    }

    @Override
    public PanicHandler panics() {
      return Lane.this.panics();
    }
  }

  /** One job of the lane, as the pool sees it. */
  private final class LaneJob extends Job implements Convoys.Urgent {
    private final BlockingTask<?> task;
    private final long admittedNanos;
    private final long submitter; // the task it was submitted for
    private boolean counted; // as running; the running thread's

    LaneJob(BlockingTask<?> task, long admittedNanos, long submitter) {
      this.task = task;
      this.admittedNanos = admittedNanos;
      this.submitter = submitter;
    }

    /** Without memory for that it only has no turn before others. */
    void enterLine() {
      try {
        Convoys.enterLine(submitter, this);
        if (!queue.waits(this)) {
          leaveLine(); // its turn came before it was entered
        }
      } catch (OutOfMemoryError none) {
        LOG.warning(() -> "no memory to note who waits in the lane " + Names.quote(name));
      }
    }

    void leaveLine() {
      Convoys.leaveLine(submitter, this);
    }

    void cancelInLine() {
      leaveLine();
      task.cancelUnstarted();
    }

    @Override
    public void expedite() {
      queue.expedite(this);
    }

    @Override
    public String toString() {
      return "a thread of the lane " + Names.quote(name) + ", for which " + queued() + " wait";
    }

    @Override
    public void run() {
      try {
        long now = Clock.realNanos();
        if (now - admittedNanos > maxQueueNanos) {
          task.refuseUnstarted(refuseLate(limits.maxQueueTime()));
          return;
        }
        Runnable ended = this::ended;
        begin();
        task.run(Ambient.current(), now, ended);
      } finally {
        end();
      }
    }

    private void begin() {
      countRunning(1);
      counted = true;
    }

    /** Whatever has become of the job: it does not run, its handle completes, and the next one has its turn. */
    private void end() {
      try {
        leaveCount();
        task.cancelUnstarted(); // does nothing, unless there was no memory or stack to begin
      } finally {
        next();
      }
    }

    private void leaveCount() {
      if (counted) {
        counted = false;
        countRunning(-1);
      }
    }

    /** Before the end of the job becomes visible, so that who awaits it finds the figures right. */
    private void ended() {
      leaveCount();
      if (task.startedNanos() == 0) { return; } // its deadline had passed: it was not run
      completed.increment();
      queueNanos.add(task.startedNanos() - admittedNanos);
      runNanos.add(Clock.realNanos() - task.startedNanos());
    }

    @Override
    public void discard() {
      try {
        task.cancelUnstarted();
      } finally {
        JobQueue.forEach(queue.lose(), LaneJob::cancelInLine);
      }
    }
  }
}
