package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/** {@code shutdown()} of a set or a map: aborts all in the first poll, then waits until all have ended, however they did. */
final class ShutdownList<K extends @Nullable Object, T extends @Nullable Object>
    extends
      ListFuture<K, T, SetEntry<K, T>, Void> {
  private final String owner;

  ShutdownList(String owner, CompletionList<K, T> list) {
    super(list, SetEntry::kept);
    this.owner = owner;
  }

  @Override
  void begin() {
    list.abortAll();
  }

  @Override
  Poll<Void> onEntry(SetEntry<K, T> read) {
    return Poll.pending();
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  Void onEmpty() {
    return null;
  }

  @Override
  protected String describe() {
    return owner + ".shutdown()";
  }
}
