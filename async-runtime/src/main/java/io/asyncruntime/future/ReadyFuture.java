package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/** {@link Future#ready}: stateless, so it can be shared. */
final class ReadyFuture<T extends @Nullable Object> implements Future<T> {
  private final Poll<T> poll;

  ReadyFuture(Poll<T> poll) {
    this.poll = poll;
  }

  @Override
  public Poll<T> poll(Context cx) {
    return poll;
  }
}
