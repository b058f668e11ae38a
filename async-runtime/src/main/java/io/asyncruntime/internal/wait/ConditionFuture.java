package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * A future that completes once a condition is true, and waits in a {@link WaitQueue} for the condition to change; costs a
 * unit of the cooperative budget.
 *
 * @param <T> type of the value
 */
public abstract class ConditionFuture<T extends @Nullable Object> extends LeafFuture<T> {
  private final WaitQueue queue;
  private @Nullable Place place;

  /** Not polled yet, so not queued. */
  protected ConditionFuture(WaitQueue queue) {
    this.queue = queue;
  }

  @Override
  public final Poll<T> poll(Context cx) throws Exception {
    requireLive();
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    boolean waits = false;
    try {
      Poll<T> answer = attemptTwice(cx);
      waits = !answer.isReady();
      return answer;
    } finally {
      settle(waits);
    }
  }

  /** In a poll: the result if the condition is true, {@code Poll.pending()} if not; throwing completes the future. */
  protected abstract Poll<T> attempt() throws Exception;

  @Override
  protected void giveUp() {
    leave();
  }

  private Poll<T> attemptTwice(Context cx) throws Exception {
    Poll<T> answer = attempt();
    if (answer.isReady()) { return answer; }
    Place mine = place;
    if (mine == null) {
      mine = new Place();
      place = mine;
    }
    queue.register(mine, cx.waker());
    return attempt(); // what changed before the registration woke nobody
  }

  private void settle(boolean waits) {
    if (waits) {
      Coop.refund();
    } else {
      complete();
      leave();
    }
  }

  private void leave() {
    Place mine = place;
    if (mine != null) {
      place = null;
      queue.unregister(mine);
    }
  }

  private static final class Place extends Waiter {
  }
}
