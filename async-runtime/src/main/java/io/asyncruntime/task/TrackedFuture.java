package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/** {@link TaskTracker#track}: leaves the count when the inner future has completed, thrown or been dropped. */
final class TrackedFuture<T extends @Nullable Object> extends SingleUse<T> {
  private final Future<T> inner;
  private final Tracked tracked;

  TrackedFuture(Future<T> inner, Tracked tracked) {
    this.inner = inner;
    this.tracked = tracked;
  }

  @Override
  Poll<T> step(Context cx) throws Exception {
    boolean pending = false;
    try {
      Poll<T> answer = inner.poll(cx);
      pending = !answer.isReady();
      return answer;
    } finally {
      if (!pending) {
        tracked.leave();
      }
    }
  }

  @Override
  protected void giveUp() {
    try {
      inner.drop();
    } finally {
      tracked.leave();
    }
  }

  @Override
  protected String describe() {
    return "TaskTracker.track()";
  }
}
