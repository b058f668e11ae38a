package io.asyncruntime.task;

import io.asyncruntime.internal.wait.WaitQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** One task in the count of a {@link TaskTracker}. It leaves once, whoever says so, from any thread. */
final class Tracked {
  private final TrackerState state;
  private final WaitQueue waiting;
  private final AtomicBoolean left = new AtomicBoolean();

  /** Counts from now on. */
  Tracked(TrackerState state, WaitQueue waiting) {
    this.state = state;
    this.waiting = waiting;
    state.enter();
  }

  void leave() {
    if (!left.get() && left.compareAndSet(false, true) && state.leave()) {
      waiting.wakeAll();
    }
  }
}
