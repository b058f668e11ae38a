package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Names;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime itself puts around the future of a task, for the few tasks that need more than a task has. It goes by the name of
 * that future, in dumps and messages. As any future: one owner at a time polls and drops it.
 *
 * @param <T> type of the value
 */
public abstract class AroundFuture<T extends @Nullable Object> implements Future<T>, Names.Wrapper {
  /** The user's. */
  protected final Future<T> future;

  /** Around {@code future}, which it owns. */
  protected AroundFuture(Future<T> future) {
    this.future = future;
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    return future.poll(cx);
  }

  @Override
  public final void drop() {
    future.drop();
  }

  @Override
  public final Object wrapped() {
    return future;
  }

  @Override
  public final String toString() {
    return Names.of(future);
  }
}
