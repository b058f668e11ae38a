package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link JoinQueue#joinNext()}. */
final class QueueNext<T extends @Nullable Object> extends QueueFuture<T, Optional<Joined<T>>> {
  QueueNext(JoinQueue<T> queue) {
    super(queue);
  }

  @Override
  Poll<Optional<Joined<T>>> onEnded(QueuedTask<T> task) {
    return Poll.ready(Optional.of(new Joined<>(task.id(), task.output())));
  }

  @Override
  Optional<Joined<T>> onEmpty() {
    return Optional.empty();
  }

  @Override
  protected String describe() {
    return "JoinQueue.joinNext()";
  }
}
