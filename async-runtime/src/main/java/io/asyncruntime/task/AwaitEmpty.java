package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.WaitQueue;
import io.asyncruntime.internal.wait.Waiter;

/** {@link TaskTracker#awaitEmpty()}. Owns nothing but its place in the queue. */
final class AwaitEmpty extends SingleUse<Void> {
  private static final class Place extends Waiter {}

  private final TrackerState state;
  private final WaitQueue waiting;
  private final Place place = new Place();
  private final long since;

  AwaitEmpty(TrackerState state, WaitQueue waiting) {
    this.state = state;
    this.waiting = waiting;
    this.since = state.mark();
  }

  @Override
  Poll<Void> step(Context cx) {
    if (!state.hasEndedSince(since)) {
      waiting.register(place, cx.waker());
      if (!state.hasEndedSince(since)) { return Poll.pending(); } // an end before the registration woke nobody
    }
    giveUp();
    return Poll.ready(null);
  }

  @Override
  protected void giveUp() {
    waiting.unregister(place);
  }

  @Override
  protected String describe() {
    return "TaskTracker.awaitEmpty()";
  }
}
