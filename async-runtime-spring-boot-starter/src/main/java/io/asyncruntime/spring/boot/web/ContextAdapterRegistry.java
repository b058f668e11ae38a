package io.asyncruntime.spring.boot.web;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/** A registry in which futures belong to one context's runtime, and everything else is as in another registry. */
public final class ContextAdapterRegistry extends ReactiveAdapterRegistry {
  private final ReactiveAdapterRegistry others;

  /**
   * @param runtime gives the context's runtime
   * @param others knows the other types
   */
  public ContextAdapterRegistry(Supplier<AsyncRuntime> runtime, ReactiveAdapterRegistry others) {
    this.others = others;
    new FutureAdapter(runtime).register(this);
  }

  @Override
  public @Nullable ReactiveAdapter getAdapter(@Nullable Class<?> reactiveType, @Nullable Object source) {
    return isFuture(reactiveType, source)
        ? super.getAdapter(reactiveType, source)
        : others.getAdapter(reactiveType, source);
  }

  private static boolean isFuture(@Nullable Class<?> reactiveType, @Nullable Object source) {
    return source instanceof Future || (reactiveType != null && Future.class.isAssignableFrom(reactiveType));
  }
}
