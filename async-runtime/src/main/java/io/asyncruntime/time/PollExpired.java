package io.asyncruntime.time;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link DelayQueue#pollExpired}: sleeps until the first value is due, as often as the first value changes. */
final class PollExpired<T> extends OneShot<Optional<DelayQueue.Expired<T>>> {
  private final DelayQueue<T> queue;
  private @Nullable Sleep sleep; // null until there is something to wait for

  PollExpired(DelayQueue<T> queue) {
    this.queue = queue;
  }

  @Override
  Poll<Optional<DelayQueue.Expired<T>>> pollLive(Context cx) {
    try {
      return pollQueue(cx);
    } catch (RuntimeException noRuntime) {
      queue.stopWaiting(this);
      throw noRuntime;
    }
  }

  private Poll<Optional<DelayQueue.Expired<T>>> pollQueue(Context cx) {
    while (true) {
      long first = queue.awaitFirst(this, cx.waker());
      if (first == DelayQueue.EMPTY) { return empty(cx); }
      if (!sleepUntil(first).poll(cx).isReady()) { return Poll.pending(); }
      DelayQueue.Expired<T> expired = queue.takeFirst(this, first);
      if (expired != null) { return Poll.ready(Optional.of(expired)); }
    }
  }

  @Override
  void release() {
    queue.stopWaiting(this);
    unregister();
  }

  /** Takes a unit of the budget, as the sleep does in the other case: who polls an empty queue in a loop must give way. */
  private Poll<Optional<DelayQueue.Expired<T>>> empty(Context cx) {
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    unregister();
    return Poll.ready(Optional.empty());
  }

  private void unregister() {
    if (sleep != null) {
      sleep.drop();
    }
  }

  private Sleep sleepUntil(long deadlineNanos) {
    Sleep present = sleep;
    if (present == null) {
      present = Sleep.until(RuntimeInstant.of(deadlineNanos, CurrentRuntime.clock()));
      sleep = present;
    } else if (present.deadlineNanos() != deadlineNanos) {
      present.resetTo(deadlineNanos);
    }
    return present;
  }
}
