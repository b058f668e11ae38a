package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import java.util.Optional;

/** {@code joinNext()} of a collection: the task whose turn it is, once it has ended, or nothing when the collection is empty. */
final class JoinNext<E> extends EndedFuture<E, Optional<E>> {
  JoinNext(String owner, EndedTasks<E> tasks) {
    super(owner, tasks);
  }

  @Override
  Poll<Optional<E>> onTaken(E taken) {
    return Poll.ready(Optional.of(taken));
  }

  @Override
  Optional<E> onEmpty() {
    return Optional.empty();
  }

  @Override
  protected String describe() {
    return owner + ".joinNext()";
  }
}
