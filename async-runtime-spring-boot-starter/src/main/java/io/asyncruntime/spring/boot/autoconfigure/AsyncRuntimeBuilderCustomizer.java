package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;

/**
 * A bean that changes the builder of the auto-configured {@link AsyncRuntime} before it builds. Customizers run after the
 * properties were applied, in the order of {@code @Order}, on the thread that refreshes the context; what they throw fails
 * the start of the application. They set what properties cannot: hooks, listeners, a context propagator.
 */
@FunctionalInterface
public interface AsyncRuntimeBuilderCustomizer {
  /** Changes the builder. */
  void customize(AsyncRuntime.Builder builder);
}
