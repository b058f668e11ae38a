package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import org.jspecify.annotations.Nullable;

/** Takes the first task out of a {@link TaskQueue} once it has ended. */
final class QueueReader<T extends @Nullable Object, E> implements EndedTasks<E> {
  private final TaskQueue<T> queue;
  private final Members.Reader<QueuedTask<T>, E> reader;
  private @Nullable QueuedTask<T> awaited; // the last one that was waited for

  QueueReader(TaskQueue<T> queue, Members.Reader<QueuedTask<T>, E> reader) {
    this.queue = queue;
    this.reader = reader;
  }

  @Override
  public Poll<@Nullable E> take(Context cx) throws Exception {
    QueuedTask<T> first = queue.first();
    if (first == null) { return Poll.ready(null); }
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    awaited = first;
    if (!first.hasEnded(cx)) {
      Coop.refund();
      return Poll.pending();
    }
    queue.removeFirst();
    return Poll.ready(reader.read(first));
  }

  @Override
  public void stopWaiting() {
    if (awaited != null) {
      awaited.stopWaiting();
    }
  }
}
