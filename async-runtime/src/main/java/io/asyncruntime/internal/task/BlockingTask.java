package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.Locals;
import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.ContextPropagator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A job of the blocking pool: NOTIFIED while it is queued, RUNNING until it has really ended, also after an abort.
 *
 * @param <T> type of the output
 */
public final class BlockingTask<T extends @Nullable Object> extends JoinableTask<T> {
  private static final Door DOOR =
      new Door("io.asyncruntime.task", "the end of a blocking job is not known everywhere");

  private final BlockingScheduler scheduler;

  private final JobThread thread = new JobThread();

  /** Real nanoseconds when the job began to run; 0 before. Written by the runner. */
  private volatile long startedNanos;

  /** A queued job. */
  public BlockingTask(
      Callable<T> job, BlockingScheduler scheduler, long spawnedNanos, @Nullable TaskExtras extras) {
    super(job, spawnedNanos, extras);
    this.scheduler = scheduler;
  }

  /** A thread that may block. Runs the job, unless it was aborted before or comes after its deadline: then it fails unrun. */
  public void run(Ambient here, long nowNanos) {
    run(here, nowNanos, () -> {
    });
  }

  @Override
  public boolean joinBegins() {
    return scheduler.joinBegins(this);
  }

  @Override
  public void joinEnds() {
    scheduler.joinEnds(this);
  }

  /**
   * As {@link #run(Ambient, long)}; {@code ended} is called after the job, before its handle can know. False when the job
   * was aborted before: who did that has completed it.
   */
  public boolean run(Ambient here, long nowNanos, Runnable ended) {
    if (beginPoll() != Verdict.POLL) { return false; }
    runClaimed(here, nowNanos, ended);
    return true;
  }

  private void runClaimed(Ambient here, long nowNanos, Runnable ended) {
    DeadlineRef deadline = extras == null ? null : extras.deadline;
    if (deadline == null) {
      runInTime(here, nowNanos, ended);
    } else if (deadline.hasPassed()) {
      scheduler.lateKind().count(here);
      DOOR.run(ended);
      completeLate(deadline.elapsed(describe(this)));
    } else {
      Object outer = Locals.install(Locals.deadline(deadline, null));
      try {
        runInTime(here, nowNanos, ended);
      } finally {
        Locals.restore(outer);
      }
    }
  }

  private void runInTime(Ambient here, long nowNanos, Runnable ended) {
    startedNanos = nowNanos;
    TaskRef outer = here.task();
    here.setTask(this);
    T value;
    try {
      enter();
      value = call();
    } catch (Throwable failure) {
      boolean cancelled = isCancelled(); // now: an abort that comes when the job has failed makes it no cancellation
      leave(here, outer);
      DOOR.run(ended);
      fail(failure, cancelled);
      return;
    }
    leave(here, outer);
    DOOR.run(ended);
    completeWith(value);
  }

  @SuppressWarnings("unchecked") // the field holds the job until completion
  private T call() throws Exception {
    Callable<T> job = (Callable<T>) Objects.requireNonNull(work());
    ContextPropagator.Scope scope = ContextDoor.open(this);
    try {
      return job.call();
    } finally {
      ContextDoor.close(scope, this);
    }
  }

  private void fail(Throwable failure, boolean cancelled) {
    if (cancelled) {
      completeCancelled();
    } else {
      completeExceptionally(failure);
    }
  }

  /** Any thread. A job that has not started never will; one that runs is interrupted. */
  @Override
  public void abort() {
    if (!cancelUnstarted()) {
      thread.interrupt();
    }
  }

  /** Any thread. Completes a job that has not started as cancelled; marks one that runs. Whether it had not started. */
  public boolean cancelUnstarted() {
    boolean claimed = claimToCancel();
    if (claimed) {
      completeCancelled();
    }
    return claimed;
  }

  /** Any thread. A job that has not started fails unrun, with that reason; one that has is left alone. */
  public void refuseUnstarted(RuntimeException why) {
    if (claimToCancel()) {
      completeLate(why);
    }
  }

  /** Any thread. Real nanoseconds when the job began to run; 0 before. */
  public long startedNanos() {
    return startedNanos;
  }

  private void enter() {
    thread.enter();
    if (isCancelled()) { // aborted between the claim and here, when there was no thread to interrupt
      thread.interrupt();
    }
  }

  private void leave(Ambient here, @Nullable TaskRef outer) {
    here.setTask(outer);
    thread.leave();
  }

  @Override
  void released(TaskOutcome outcome) {
    scheduler.released(this, outcome);
  }

  @Override
  void finished() {
    scheduler.finished(this);
  }

  @Override
  PanicHandler panics() {
    return scheduler.panics();
  }

  @Override
  public TaskKind kind() {
    return TaskKind.BLOCKING;
  }

  @Override
  public TaskStatus status() {
    return isRunning() ? TaskStatus.RUNNING : TaskStatus.SCHEDULED;
  }

  @Override
  long pollCount() {
    return startedNanos == 0 ? 0 : 1;
  }

  @Override
  long wakeCount() {
    return 0;
  }

  @Override
  long selfWakeCount() {
    return 0;
  }

  @Override
  public TaskInfo info(long nowNanos) {
    return TaskInfos.ofBlocking(this, extras, status(), nowNanos, startedNanos, thread.stack());
  }

  @Override
  TaskInfo row(long nowNanos) {
    return TaskInfos.ofBlocking(this, extras, status(), nowNanos, startedNanos, new StackTraceElement[0]);
  }
}
