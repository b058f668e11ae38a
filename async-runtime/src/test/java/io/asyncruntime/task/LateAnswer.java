package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.join.RawTask;
import org.jspecify.annotations.Nullable;

/** A task that ends between the first question whether it has and the first join. */
record LateAnswer<T extends @Nullable Object>(ManualTask<T> task) implements RawTask<T> {
  @Override
  @SuppressWarnings("NullAway") // the tests that use it do not look at the value
  public Poll<T> pollJoin(Context cx) {
    if (!task.isFinished()) {
      task.complete(null);
    }
    return task.pollJoin(cx);
  }

  @Override
  public void detach() {
    task.detach();
  }

  @Override
  public void abort() {
    task.abort();
  }

  @Override
  public boolean isFinished() { return task.isFinished(); }

  @Override
  public long taskId() {
    return task.taskId();
  }

  @Override
  public @Nullable String taskName() {
    return task.taskName();
  }
}
