package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code joinNext()} of a set or a map: the entry that finished first, or nothing when the collection is empty. */
final class JoinNext<K extends @Nullable Object, T extends @Nullable Object, E>
    extends
      ListFuture<K, T, E, Optional<E>> {
  private final String owner;

  JoinNext(String owner, CompletionList<K, T> list, CompletionList.Reader<K, T, E> reader) {
    super(list, reader);
    this.owner = owner;
  }

  @Override
  Poll<Optional<E>> onEntry(E read) {
    return Poll.ready(Optional.of(read));
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
