package io.asyncruntime;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;

/** Pending once, with a wake-up that comes after the other ready tasks had their turn. */
final class YieldNow implements Future<Void> {
  private boolean yielded;

  @Override
  public Poll<Void> poll(Context cx) {
    if (yielded) { return Poll.ready(null); }
    yielded = true;
    Coop.deferWake(cx.waker());
    return Poll.pending();
  }
}
