package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.LeafFuture;
import org.jspecify.annotations.Nullable;

/** A future of this package: completes once, with a value or by throwing. Polled and dropped as every future. */
abstract class SingleUse<T extends @Nullable Object> extends LeafFuture<T> {
  private boolean begun;

  @Override
  public final Poll<T> poll(Context cx) throws Exception {
    requireLive();
    boolean pending = false;
    try {
      if (!begun) {
        begun = true;
        begin();
      }
      Poll<T> answer = step(cx);
      pending = !answer.isReady();
      return answer;
    } finally {
      if (!pending) {
        complete();
      }
    }
  }

  /** First call of the first poll. */
  void begin() {}

  /** The poll itself. One that gives the value or throws also gives up what it holds; {@code giveUp} does not follow. */
  abstract Poll<T> step(Context cx) throws Exception;
}
