package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Polls another future with the cooperative budget treated in a way of its own.
 *
 * @param <T> type of the value
 */
abstract class BudgetFuture<T extends @Nullable Object> extends LeafFuture<T> {
  final Future<T> future;

  /** Of {@code future}, which it owns. */
  BudgetFuture(Future<T> future) {
    this.future = Objects.requireNonNull(future, "future");
  }

  @Override
  protected final void giveUp() {
    future.drop();
  }
}
