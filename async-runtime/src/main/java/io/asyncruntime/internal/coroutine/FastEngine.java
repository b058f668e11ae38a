package io.asyncruntime.internal.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Runs each block on a virtual thread whose carrier is the polling thread. A poll mounts it, an await unmounts it; no other
 * thread takes part. Needs Java 21 and {@code java.base/java.lang} open to this library.
 */
final class FastEngine implements CoroutineEngine {
  private static final @Nullable FastEngine ONLY = FastThreads.available() ? new FastEngine() : null;

  private FastEngine() {
  }

  /** The engine; null where it cannot be. */
  static @Nullable FastEngine find() {
    return ONLY;
  }

  @Override
  public Coroutine create(Runnable body) {
    return new FastCoroutine(body);
  }

  @Override
  public boolean keepsThreads() {
    return false;
  }

  @Override
  public String describe() {
    return "fast: virtual threads carried by the polling threads";
  }

  @Override
  public String toString() {
    return "FastEngine";
  }
}
