package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/** {@link Future#pending}: keeps no waker, for it has no news to tell. */
final class NeverFuture<T extends @Nullable Object> implements Future<T> {
  private static final NeverFuture<?> INSTANCE = new NeverFuture<@Nullable Object>();

  private NeverFuture() {}

  @SuppressWarnings("unchecked") // it never gives a value
  static <T extends @Nullable Object> Future<T> instance() {
    return (Future<T>) INSTANCE;
  }

  @Override
  public Poll<T> poll(Context cx) {
    return Poll.pending();
  }
}
