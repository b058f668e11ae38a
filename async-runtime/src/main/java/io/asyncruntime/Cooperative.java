package io.asyncruntime;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a future that knows nothing of the cooperative budget pay one unit for each poll that completes it. */
final class Cooperative<T extends @Nullable Object> implements Future<T> {
  private final Future<T> future;

  Cooperative(Future<T> future) {
    this.future = Objects.requireNonNull(future, "future");
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    Poll<T> answer = future.poll(cx);
    if (!answer.isReady()) {
      Coop.refund();
    }
    return answer;
  }

  @Override
  public void drop() {
    future.drop();
  }
}
