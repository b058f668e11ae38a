package io.asyncruntime.internal.task;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Door;

/** Calls wakers that users wrote: one that throws must not take the runtime's thread with it. Any thread. */
public final class Wakers {
  private static final Door DOOR = new Door("io.asyncruntime.task", "a Waker threw, which wakers must not do: {}");

  private Wakers() {}

  /** Wakes; what the waker throws, which it must not, goes to the log. */
  public static void wake(Waker waker) {
    try {
      waker.wake();
    } catch (Throwable failure) {
      DOOR.threw(waker.getClass(), failure);
    }
  }
}
