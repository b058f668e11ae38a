package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.wait.Parker;

/** A poller that waits until a blocked body can go on. One object a wait. */
final class PollerWait implements Waker {
  private final Parker parker = new Parker();

  private PollerWait() {
  }

  /**
   * The poller. An interrupt is passed on to the body, which is what it found blocked; returns whether there was one, so that
   * the poller keeps it too.
   */
  static boolean until(FastCoroutine runnable) {
    PollerWait wait = new PollerWait();
    boolean interrupted = false;
    if (runnable.wakeLater(wait)) {
      while (wait.parker.park() == Parker.Outcome.INTERRUPTED) {
        interrupted = Thread.interrupted();
        runnable.interrupt();
      }
    }
    return interrupted;
  }

  @Override
  public void wake() {
    parker.unpark();
  }
}
