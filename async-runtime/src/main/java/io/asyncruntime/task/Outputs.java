package io.asyncruntime.task;

import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Bodies of tasks as a collection takes them: what gives a subtype of its output will do. */
final class Outputs {
  private Outputs() {}

  @SuppressWarnings("unchecked") // a future only gives
  static <T extends @Nullable Object> Future<T> of(Future<? extends T> future) {
    return (Future<T>) future;
  }

  @SuppressWarnings("unchecked") // a callable only gives
  static <T extends @Nullable Object> Callable<T> of(Callable<? extends T> body) {
    return (Callable<T>) body;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // null is of every type; a set of actions has no other outputs
  static <T extends @Nullable Object> Callable<T> none(Action body) {
    return (Callable<T>) body.asCallable();
  }
}
