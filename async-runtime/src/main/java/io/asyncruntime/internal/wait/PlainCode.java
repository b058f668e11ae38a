package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import org.jspecify.annotations.Nullable;

/** An async block whose body was written for a plain thread: where that would sleep for a future, the body awaits it. The body's thread. */
public interface PlainCode {
  /** Whether an await of the calling code would suspend the body, which has plain code. */
  boolean awaitsInPlace();

  /** As the {@code await} of an async block. */
  <T extends @Nullable Object> T await(Future<T> future);

  /** The block in whose plain code the caller is; null elsewhere. */
  static @Nullable PlainCode around(Ambient here) {
    return here.asyncDepth > 0 && here.coroutine instanceof PlainCode block && block.awaitsInPlace() ? block : null;
  }
}
