package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;

/** Ready for one unit of the cooperative budget; Pending until the next poll when there is none left. */
public final class ConsumeBudget extends LeafFuture<Void> {
  /** For one unit. */
  public ConsumeBudget() {}

  @Override
  public Poll<Void> poll(Context cx) {
    requireLive();
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    complete();
    return Poll.ready(null);
  }

  @Override
  protected void giveUp() {} // the wake-up that was asked for does no harm

  @Override
  protected String describe() {
    return "consumeBudget()";
  }
}
