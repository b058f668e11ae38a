package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.task.CancellationToken;
import io.asyncruntime.task.ContextPropagator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;

/**
 * Makes the beans of further runtimes, which {@link NamedRuntimeRegistrar} has defined. Ends those whose context failed to start,
 * as {@code RuntimeGuard} does for the main one. The thread that refreshes or closes the context.
 */
final class NamedRuntimes implements DisposableBean {
  private final Environment environment;
  private final ApplicationEventPublisher events;
  private final ObjectProvider<ContextPropagator> propagator;
  private final List<AsyncRuntime> made = new CopyOnWriteArrayList<>();

  NamedRuntimes(Environment environment, ApplicationEventPublisher events,
      ObjectProvider<ContextPropagator> propagator) {
    this.environment = environment;
    this.events = events;
    this.propagator = propagator;
  }

  /** Customizers are of the main runtime; what the starter itself adds to that is here as well. */
  AsyncRuntime runtime(String name) {
    AsyncRuntimeProperties properties = NamedRuntimeProperties.of(name, environment);
    AsyncRuntimeBuilderCustomizer context = builder -> {
      if (properties.contextPropagation()) propagator.ifAvailable(builder::contextPropagator);
    };
    AsyncRuntime runtime = new RuntimeFactory(properties)
        .create(Stream.of(new PublishedEvents(properties.name(), events), context));
    made.add(runtime);
    return runtime;
  }

  /** Cancelled when that runtime begins to stop. */
  CancellationToken token() {
    return new CancellationToken();
  }

  AsyncRuntimeLifecycle lifecycle(String name, AsyncRuntime runtime, CancellationToken token) {
    AsyncRuntimeProperties properties = NamedRuntimeProperties.of(name, environment);
    return new AsyncRuntimeLifecycle(runtime, token, new RuntimeFactory(properties).lifecycle(environment), events);
  }

  @Override
  public void destroy() {
    made.stream().filter(runtime -> !runtime.isShutdown()).forEach(AsyncRuntime::shutdownBackground);
  }
}
