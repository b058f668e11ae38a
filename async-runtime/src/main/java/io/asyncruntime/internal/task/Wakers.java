package io.asyncruntime.internal.task;

import io.asyncruntime.future.Waker;

/** Calls wakers that users wrote: one that throws must not take the runtime's thread with it. Any thread. */
public final class Wakers {
  private static final System.Logger LOG = System.getLogger("io.asyncruntime.task");

  private Wakers() {}

  /** Wakes; what the waker throws, which it must not, goes to the log. */
  public static void wake(Waker waker) {
    try {
      waker.wake();
    } catch (Throwable failure) {
      LOG.log(System.Logger.Level.ERROR, "a Waker threw, which wakers must not do: " + waker.getClass().getName(),
          failure);
    }
  }
}
