package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/**
 * Passes wakes on to the waker of the latest poll, until it is cut off. Also the context to poll with.
 *
 * <p>No wake is lost when the target changes: a waker changes the state of the future first and reads the target then,
 * the poller writes the target first and looks at the state then, and volatile accesses have one order. So either the
 * wake goes to the new target or the poll sees what it was about.
 */
final class ForwardingWaker implements Waker, Context {
  private volatile @Nullable Waker target; // written by whoever polls or drops, read by any thread

  /** Poller only, before it polls with this. */
  void forwardTo(Waker waker) {
    if (target != waker) { // a volatile write is dearer than a read, and most polls come with the same waker
      target = waker;
    }
  }

  /** Poller only. Wakes that come later go nowhere, and the task behind the target can be collected. */
  void cutOff() {
    target = null;
  }

  @Override
  public void wake() {
    Waker waker = target;
    if (waker != null) {
      waker.wake();
    }
  }

  @Override
  public Waker waker() {
    return this;
  }
}
