package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Locals;
import org.jspecify.annotations.Nullable;

/** {@link TaskLocal#scope}: the value is in force while the inner future runs, and never a moment longer. */
final class ScopedFuture<T extends @Nullable Object> extends SingleUse<T> {
  private final TaskLocal<?> local;
  private final Object value;
  private final Future<T> inner;

  ScopedFuture(TaskLocal<?> local, Object value, Future<T> inner) {
    this.local = local;
    this.value = value;
    this.inner = inner;
  }

  @Override
  Poll<T> step(Context cx) throws Exception {
    Object outer = local.install(value);
    try {
      return inner.poll(cx);
    } finally {
      Locals.restore(outer);
    }
  }

  @Override
  protected void giveUp() {
    Object outer = local.install(value);
    try {
      inner.drop();
    } finally {
      Locals.restore(outer);
    }
  }

  @Override
  protected String describe() {
    return local + ".scope()";
  }
}
