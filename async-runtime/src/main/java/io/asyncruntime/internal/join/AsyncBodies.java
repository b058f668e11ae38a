package io.asyncruntime.internal.join;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes async blocks for the types that stand below the coroutine engines. Any thread. */
public final class AsyncBodies {
  private AsyncBodies() {}

  /** An async block: a lazy future whose body may await. */
  @CheckReturnValue
  @SuppressWarnings("unchecked") // the provider's block gives what the body gives
  public static <T extends @Nullable Object> Future<T> async(Callable<T> body) {
    return (Future<T>) RuntimeProvider.get().asyncBlock(Objects.requireNonNull(body, "asyncBlock"));
  }
}
