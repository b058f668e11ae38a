package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.task.ContextPropagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Further runtimes, by {@code async-runtime.runtimes}; also beside a main one of the application's own. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "async-runtime.enabled", matchIfMissing = true)
public final class AsyncRuntimeNamedRuntimesAutoConfiguration {
  @Bean
  NamedRuntimes asyncRuntimeNamedRuntimes(Environment environment, ApplicationEventPublisher events,
      ObjectProvider<ContextPropagator> propagator) {
    return new NamedRuntimes(environment, events, propagator);
  }

  @Bean
  static NamedRuntimeRegistrar asyncRuntimeNamedRuntimeRegistrar(Environment environment) {
    return new NamedRuntimeRegistrar(environment);
  }
}
