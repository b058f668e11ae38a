package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * A future that takes tasks out of a collection as they end. It waits only when it finds nothing, and owns nothing while it is
 * pending but what a subclass has collected.
 *
 * @param <E> what it makes of one task
 * @param <R> what it gives in the end
 */
abstract sealed class EndedFuture<E, R extends @Nullable Object> extends SingleUse<R>
    permits JoinNext, JoinAll, JoinShutdown {
  /** The class the user deals with, for messages. */
  final String owner;

  private final EndedTasks<E> tasks;

  EndedFuture(String owner, EndedTasks<E> tasks) {
    this.owner = owner;
    this.tasks = tasks;
  }

  @Override
  final Poll<R> step(Context cx) throws Exception {
    boolean pending = false;
    try {
      Poll<R> answer = takeOn(cx);
      pending = !answer.isReady();
      return answer;
    } catch (Throwable failure) {
      onFailure();
      throw failure;
    } finally {
      if (!pending) {
        tasks.stopWaiting();
      }
    }
  }

  @Override
  protected void giveUp() {
    tasks.stopWaiting();
  }

  /** A task was taken: the result if this ends the future, {@code Poll.pending()} to go on taking. */
  abstract Poll<R> onTaken(E taken) throws Exception;

  /** The collection has no tasks, neither running nor ended. */
  abstract R onEmpty() throws Exception;

  /** A task's failure, which becomes this future's. */
  void onFailure() {}

  private Poll<R> takeOn(Context cx) throws Exception {
    while (true) {
      Poll<@Nullable E> next = tasks.take(cx);
      if (!next.isReady()) { return Poll.pending(); }
      E taken = next.value();
      if (taken == null) { return Poll.ready(onEmpty()); }
      Poll<R> answer = onTaken(taken);
      if (answer.isReady()) { return answer; }
    }
  }
}
