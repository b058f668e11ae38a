package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/** {@link JoinQueue#shutdown()}: aborts all in the first poll, then waits until all have ended, however they did. */
final class QueueShutdown<T extends @Nullable Object> extends QueueFuture<T, Void> {

  QueueShutdown(JoinQueue<T> queue) {
    super(queue);
  }

  @Override
  void begin() {
    queue.abortAll();
  }

  @Override
  Poll<Void> onEnded(QueuedTask<T> task) {
    return Poll.pending();
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  Void onEmpty() {
    return null;
  }

  @Override
  protected String describe() {
    return "JoinQueue.shutdown()";
  }
}
