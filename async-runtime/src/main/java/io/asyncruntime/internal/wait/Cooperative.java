package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a future that knows nothing of the cooperative budget pay one unit for each poll that completes it. */
public final class Cooperative<T extends @Nullable Object> extends LeafFuture<T> {
  private final Future<T> future;

  /** Of {@code future}, which it owns. */
  public Cooperative(Future<T> future) {
    this.future = Objects.requireNonNull(future, "future");
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
  protected void giveUp() {
    future.drop();
  }

  @Override
  protected String describe() {
    return "cooperative()";
  }
}
