package io.asyncruntime.time;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * A future of this package that completes once and says so when it is misused.
 *
 * <pre>
 *   LIVE      -> COMPLETED   poller: at the start of a poll, so that one that throws is the last
 *   COMPLETED -> LIVE        poller: the poll ended as pending
 *   LIVE      -> DROPPED     owner: drop()
 * </pre>
 *
 * <p>A plain field: polls and drop of a future are ordered by happens-before, see {@link Future}.
 */
abstract class OneShot<T extends @Nullable Object> implements Future<T> {
  private enum Life {
    LIVE, COMPLETED, DROPPED
  }

  private Life life = Life.LIVE;

  /** One poll of a future that is neither completed nor dropped. */
  abstract Poll<T> pollLive(Context cx) throws Exception;

  /** Gives up everything held; called once, and no poll follows. */
  abstract void release();

  @Override
  public final Poll<T> poll(Context cx) throws Exception {
    if (life != Life.LIVE) { throw misuse(); }
    life = Life.COMPLETED;
    Poll<T> answer = pollLive(cx);
    if (!answer.isReady()) {
      life = Life.LIVE;
    }
    return answer;
  }

  @Override
  public final void drop() {
    if (life == Life.LIVE) {
      life = Life.DROPPED;
      release();
    }
  }

  private IllegalStateException misuse() {
    String how = life == Life.DROPPED
        ? " polled after drop(): make a new one, or use borrow() for one that has to outlive a select"
        : " polled after completion: keep its result, or make a new one for another round";
    return new IllegalStateException(getClass().getSimpleName() + how);
  }
}
