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
}
