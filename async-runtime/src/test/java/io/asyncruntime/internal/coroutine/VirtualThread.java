package io.asyncruntime.internal.coroutine;

import java.lang.reflect.InvocationTargetException;

/** Ordinary virtual threads, for tests that are compiled for Java 17. */
final class VirtualThread {
  private VirtualThread() {
  }

  /** {@code Thread.startVirtualThread(task)}. */
  static Thread start(Runnable task) {
    try {
      return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError("no virtual threads here", e);
    }
  }
}
