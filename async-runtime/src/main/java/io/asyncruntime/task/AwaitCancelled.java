package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Waiter;
import org.jspecify.annotations.Nullable;

/** {@link CancellationToken#cancelled()}. Owns nothing but its places in the queues. */
final class AwaitCancelled extends SingleUse<Void> {
  private final CancellationToken token;
  private Waiter @Nullable [] places; // registered while not null

  AwaitCancelled(CancellationToken token) {
    this.token = token;
  }

  @Override
  Poll<Void> step(Context cx) {
    if (!token.isCancelled()) {
      register(cx);
      if (!token.isCancelled()) { return Poll.pending(); } // a cancel() before the registration woke nobody
    }
    giveUp();
    return Poll.ready(null);
  }

  @Override
  protected void giveUp() {
    Waiter[] mine = places;
    if (mine != null) {
      places = null;
      token.unregister(mine);
    }
  }

  @Override
  protected String describe() {
    return "CancellationToken.cancelled()";
  }

  private void register(Context cx) {
    Waiter[] mine = places;
    if (mine == null) {
      mine = token.newPlaces();
      places = mine;
    }
    token.register(mine, cx.waker());
  }
}
