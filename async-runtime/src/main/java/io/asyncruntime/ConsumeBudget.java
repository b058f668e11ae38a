package io.asyncruntime;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;

/** Ready for one unit of the cooperative budget; Pending until the next poll when there is none left. */
final class ConsumeBudget implements Future<Void> {
  @Override
  public Poll<Void> poll(Context cx) {
    return Coop.proceed(cx) ? Poll.ready(null) : Poll.pending();
  }
}
