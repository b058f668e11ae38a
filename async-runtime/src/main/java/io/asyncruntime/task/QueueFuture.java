package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import org.jspecify.annotations.Nullable;

/**
 * What the futures of a {@link JoinQueue} have in common: they take the first task out once it has ended. Each task costs a unit
 * of the cooperative budget.
 */
abstract class QueueFuture<T extends @Nullable Object, R extends @Nullable Object> extends SingleUse<R> {
  final JoinQueue<T> queue;
  private @Nullable QueuedTask<T> awaited; // the last one that was waited for

  QueueFuture(JoinQueue<T> queue) {
    this.queue = queue;
  }

  @Override
  final Poll<R> step(Context cx) {
    for (QueuedTask<T> first = queue.first(); first != null; first = queue.first()) {
      if (!Coop.proceed(cx)) { return Poll.pending(); }
      awaited = first;
      if (!first.hasEnded(cx)) {
        Coop.refund();
        return Poll.pending();
      }
      queue.removeFirst();
      Poll<R> answer = onEnded(first);
      if (answer.isReady()) { return answer; }
    }
    return Poll.ready(onEmpty());
  }

  /** A task that was the first has ended and is out of the queue: the result, or {@code Poll.pending()} to go on. */
  abstract Poll<R> onEnded(QueuedTask<T> task);

  /** The result when the queue is empty. */
  abstract R onEmpty();

  @Override
  protected void giveUp() {
    if (awaited != null) {
      awaited.stopWaiting();
    }
  }
}
