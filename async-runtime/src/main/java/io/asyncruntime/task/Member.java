package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;
import org.jspecify.annotations.Nullable;

/** A task in a collection, whose join waker it is. Any thread wakes and aborts it; the output is for whoever took it out. */
sealed interface Member<T extends @Nullable Object> extends Waker, Context permits SetEntry, QueuedTask {
  JoinHandle<T> handle();

  /** The output of the task, which has ended. Throws as the task did. */
  T output() throws Exception;

  @Override
  default Waker waker() {
    return this;
  }

  default TaskId id() {
    return handle().id();
  }

  default AbortHandle abortHandle() {
    return handle().abortHandle();
  }

  default void abort() {
    handle().task().abort();
  }

  /** The output with the number of the task, as the user gets it. Throws as {@link #output()}. */
  default Joined<T> joined() throws Exception {
    return new Joined<>(id(), output());
  }
}
