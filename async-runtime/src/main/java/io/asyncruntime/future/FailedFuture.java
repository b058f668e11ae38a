package io.asyncruntime.future;

import io.asyncruntime.internal.util.Failures;
import org.jspecify.annotations.Nullable;

/** {@link Future#failed}: stateless, so it can be shared. */
final class FailedFuture<T extends @Nullable Object> implements Future<T> {
  private final Throwable error;

  FailedFuture(Throwable error) {
    this.error = error;
  }

  @Override
  public Poll<T> poll(Context cx) {
    throw Failures.sneaky(error);
  }
}
