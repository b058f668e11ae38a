package io.asyncruntime.internal.join;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one local set. {@link #spawn} may be called by any thread before the first poll, afterwards by the owner
 * only; the rest by the owner (the thread that polled first) only, else {@link IllegalStateException}.
 */
public interface LocalTasks {
  /** Queues a task of this set. */
  <T extends @Nullable Object> RawTask<T> spawn(@Nullable String name, Future<T> future);

  /** Runs ready tasks; ready when the set has no task left. */
  Poll<Void> poll(Context cx);

  /** {@code future}, and while it is pending the set's tasks with it; ready as soon as {@code future} is. */
  <T extends @Nullable Object> Future<T> runUntil(Future<T> future);

  /** Drops all tasks. Idempotent. */
  void close();
}
