package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/** Makes a future that knows nothing of the cooperative budget pay one unit for each poll that completes it. */
public final class Cooperative<T extends @Nullable Object> extends BudgetFuture<T> {
  /** Of {@code future}, which it owns. */
  public Cooperative(Future<T> future) {
    super(future);
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    requireLive();
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    boolean pending = false;
    try {
      Poll<T> answer = future.poll(cx);
      pending = !answer.isReady();
      return answer;
    } finally {
      settle(pending);
    }
  }

  private void settle(boolean pending) {
    if (pending) {
      Coop.refund();
    } else {
      complete();
    }
  }

  @Override
  protected String describe() {
    return "cooperative()";
  }
}
