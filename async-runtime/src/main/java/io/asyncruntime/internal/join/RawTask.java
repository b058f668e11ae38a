package io.asyncruntime.internal.join;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.TaskRef;
import org.jspecify.annotations.Nullable;

/**
 * A spawned task as its join handle sees it. {@link #pollJoin} and {@link #detach} are called by the owner of the one
 * handle, one thread at a time; the rest by any thread.
 */
public interface RawTask<T extends @Nullable Object> extends TaskRef {
  /**
   * The output, once; Pending after remembering the waker. A failed or cancelled task throws its {@code JoinException}.
   * {@link IllegalStateException} when the output was taken before.
   */
  Poll<T> pollJoin(Context cx) throws Exception;

  /** Nobody will ask for the output any more. The task goes on. Idempotent. */
  void detach();

  /** Asks the runtime to drop the task (interrupts it, if it is a running blocking job). No-op once finished. */
  void abort();

  /**
   * The calling thread is about to block until the task has ended: whoever provides that thread may want to know. Whether
   * {@link #joinEnds} is to be called afterwards.
   */
  default boolean joinBegins() {
    return false;
  }

  /** The calling thread goes on, after {@link #joinBegins}. */
  default void joinEnds() {
    // nobody wanted to know
  }

  /** Whether the task has completed, failed or been dropped. */
  boolean isFinished();
}
