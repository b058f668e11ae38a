package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.join.RawTask;
import org.jspecify.annotations.Nullable;

/** A task that has ended and whose output was taken before its handle was given away. For the owner of that handle. */
final class CollectedTask<T extends @Nullable Object> implements RawTask<T> {
  private final RawTask<T> task;
  private @Nullable KeptOutput<T> kept;

  CollectedTask(RawTask<T> task, KeptOutput<T> kept) {
    this.task = task;
    this.kept = kept;
  }

  @Override
  public Poll<T> pollJoin(Context cx) {
    KeptOutput<T> mine = kept;
    if (mine == null) {
      throw new IllegalStateException("JoinHandle polled after completion or drop(): its output was taken before");
    }
    kept = null;
    return mine.get();
  }

  @Override
  public void detach() {
    kept = null;
  }

  /** Nothing is left to abort. */
  @Override
  public void abort() {}

  @Override
  public boolean isFinished() { return true; }

  @Override
  public long taskId() {
    return task.taskId();
  }

  @Override
  public @Nullable String taskName() {
    return task.taskName();
  }
}
