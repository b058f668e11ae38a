package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;

/** Pending once, with a wake-up that comes after the other ready tasks had their turn. */
public final class YieldNow extends LeafFuture<Void> {
  private boolean yielded;

  /** A yield that has not begun. */
  public YieldNow() {}

  @Override
  public Poll<Void> poll(Context cx) {
    requireLive();
    if (yielded) {
      complete();
      return Poll.ready(null);
    }
    yielded = true;
    Coop.deferWake(cx.waker());
    return Poll.pending();
  }

  @Override
  protected void giveUp() {} // the wake-up that was asked for does no harm

  @Override
  protected String describe() {
    return "yieldNow()";
  }
}
