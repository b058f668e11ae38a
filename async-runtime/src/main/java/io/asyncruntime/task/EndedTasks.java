package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks that have ended out of a collection, for one future of it. Each costs a unit of the cooperative budget, as a join
 * does.
 *
 * @param <E> what is made of a task
 */
sealed interface EndedTasks<E> permits ListReader, QueueReader {
  /**
   * Takes the one whose turn it is; null when the collection is empty. If pending, the waker of {@code cx} is called once another
   * try is worth while. Throws what reading the task does, which is then taken out too.
   */
  Poll<@Nullable E> take(Context cx) throws Exception;

  /** Does not wait any more. */
  void stopWaiting();
}
