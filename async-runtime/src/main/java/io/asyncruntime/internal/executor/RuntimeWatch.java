package io.asyncruntime.internal.executor;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;

/** A task that does nothing but tell an executor view of the end of its runtime, which drops it. */
final class RuntimeWatch implements Future<Void> {
  private final TaskExecutorService view;

  RuntimeWatch(TaskExecutorService view) {
    this.view = view;
  }

  @Override
  public Poll<Void> poll(Context cx) {
    return Poll.pending();
  }

  /** By the end of the runtime, or of the wait. */
  @Override
  public void drop() {
    view.announceIfShutdown();
  }
}
