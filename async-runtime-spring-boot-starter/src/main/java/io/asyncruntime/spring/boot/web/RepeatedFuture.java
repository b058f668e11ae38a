package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.ContextPropagator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of a method that may be called again for another one, since a future has one result: each spawn after the first
 * calls it. As a future by itself, it is the first.
 */
final class RepeatedFuture<T> implements Future<T> {
  private final Future<T> first;
  private final Callable<Future<T>> call;
  private final ContextPropagator.@Nullable Snapshot context;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * @param first what the first call gave
   * @param call calls again
   * @param context what was in force at the first call, for later ones come on any thread; null where nothing is carried
   */
  RepeatedFuture(Future<T> first, Callable<Future<T>> call, ContextPropagator.@Nullable Snapshot context) {
    this.first = first;
    this.call = call;
    this.context = context;
  }

  /** Lets {@code spawn} have the first future, or that of another call. Any thread, one at a time. */
  <R> R begin(Function<Future<T>, R> spawn) {
    if (begun.compareAndSet(false, true)) return spawn.apply(first);
    if (context == null) return spawn.apply(again());
    ContextPropagator.Scope scope = context.restore();
    try {
      return spawn.apply(again());
    } finally {
      scope.close();
    }
  }

  private Future<T> again() {
    try {
      return call.call();
    } catch (Exception e) {
      return Future.failed(e);
    }
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    begun.set(true);
    return first.poll(cx);
  }

  @Override
  public void drop() {
    first.drop();
  }
}
