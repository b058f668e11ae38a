package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/**
 * A thread of ours. Its {@link Ambient} is a field, which is quicker to reach than a {@link ThreadLocal}.
 *
 * <p>The field is written by the thread itself, or by a poller that has handed control to it and waits (a hand-off is a
 * happens-before edge in both directions).
 */
public abstract class AmbientThread extends Thread {
  Ambient ambient = new Ambient();

  /** A daemon thread: a forgotten {@code close()} must not keep a JVM alive. */
  protected AmbientThread(@Nullable Runnable target, String name, long stackSize) {
    super(null, target, name, stackSize, false);
    setDaemon(true);
  }

  /**
   * The async block whose body runs under {@code thread} now, null where there is none or it cannot be told. Any thread: a
   * glance without synchronisation, for diagnosis.
   */
  public static @Nullable Object coroutineOf(Thread thread) {
    return thread instanceof AmbientThread ours ? ours.ambient.coroutine : null;
  }
}
