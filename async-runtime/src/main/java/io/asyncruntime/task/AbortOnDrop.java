package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/** {@link JoinHandle#abortOnDrop()}. */
final class AbortOnDrop<T extends @Nullable Object> implements Future<T> {
  private final JoinHandle<T> handle;

  AbortOnDrop(JoinHandle<T> handle) {
    this.handle = handle;
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    return handle.poll(cx);
  }

  /** Aborting a task that is done does nothing. */
  @Override
  public void drop() {
    handle.abort();
    handle.drop();
  }
}
