package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.internal.wait.AtomicWaker;
import org.jspecify.annotations.Nullable;

/**
 * A blocking job that counts in a {@link TaskTracker} until it has ended. A job that is aborted before it starts runs no
 * code of ours, so this stands between the job and its handle and is the join waker itself.
 *
 * <p>{@link #wake()} is called by any thread, once the job has ended; {@link #pollJoin} and {@link #detach} by the owner of
 * the handle, one thread at a time. The output may be taken before it is asked for, if the job ended while it was spawned.
 */
final class TrackedJob<T extends @Nullable Object> implements RawTask<T>, Waker, Context {
  private RawTask<T> job; // replaced before the handle is given away, if at all
  private final Tracked tracked;
  private final AtomicWaker joiner = new AtomicWaker();

  /** Set by the owner; from then on the end of the job is nobody's concern but the tracker's. */
  private volatile boolean detached;

  TrackedJob(RawTask<T> job, Tracked tracked) {
    this.job = job;
    this.tracked = tracked;
  }

  /** Once, before the handle is given away: asks to be told of the end. */
  TrackedJob<T> watch() {
    if (isFinished()) { return this; }
    KeptOutput<T> kept = new KeptOutput<>();
    if (kept.take(job, this)) {
      tracked.leave();
      job = new CollectedTask<>(job, kept);
    }
    return this;
  }

  @Override
  public void wake() {
    tracked.leave();
    joiner.wake();
    if (detached) {
      job.detach();
    }
  }

  @Override
  public Waker waker() {
    return this;
  }

  @Override
  public Poll<T> pollJoin(Context cx) throws Exception {
    joiner.register(cx.waker());
    if (!isFinished()) { return Poll.pending(); }
    joiner.clear();
    return job.pollJoin(this);
  }

  /** The end of the job detaches it then: before, it would take the waker away that counts. */
  @Override
  public void detach() {
    joiner.clear();
    detached = true;
    if (isFinished()) {
      job.detach();
    }
  }

  @Override
  public void abort() {
    job.abort();
  }

  /** Who sees the end also sees the count without the job. */
  @Override
  public boolean isFinished() {
    boolean finished = job.isFinished();
    if (finished) {
      tracked.leave();
    }
    return finished;
  }

  @Override
  public long taskId() {
    return job.taskId();
  }

  @Override
  public @Nullable String taskName() {
    return job.taskName();
  }
}
