package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** {@link CancellationToken#runUntilCancelled}. */
final class RunUntilCancelled<T extends @Nullable Object> extends SingleUse<T> {
  private final CancellationToken token;
  private final AwaitCancelled cancelled;
  private final Future<T> inner;
  private boolean started;

  RunUntilCancelled(CancellationToken token, Future<T> inner) {
    this.token = token;
    this.cancelled = new AwaitCancelled(token);
    this.inner = inner;
  }

  @Override
  Poll<T> step(Context cx) throws Exception {
    if (!started && token.isCancelled()) { throw dropInner(); }
    started = true;
    Poll<T> answer = pollInner(cx);
    if (answer.isReady()) {
      cancelled.drop();
    } else if (cancelled.poll(cx).isReady()) { throw dropInner(); }
    return answer;
  }

  @Override
  protected void giveUp() {
    try {
      inner.drop();
    } finally {
      cancelled.drop();
    }
  }

  @Override
  protected String describe() {
    return "CancellationToken.runUntilCancelled()";
  }

  private Poll<T> pollInner(Context cx) throws Exception {
    try {
      return inner.poll(cx);
    } catch (Throwable failure) {
      cancelled.drop();
      throw failure;
    }
  }

  /** What to throw, with what the drop threw. */
  private CancellationException dropInner() {
    CancellationException outcome =
        new CancellationException("the CancellationToken was cancelled before the future was done");
    try {
      inner.drop();
    } catch (Throwable failure) {
      outcome.addSuppressed(failure);
    }
    return outcome;
  }
}
