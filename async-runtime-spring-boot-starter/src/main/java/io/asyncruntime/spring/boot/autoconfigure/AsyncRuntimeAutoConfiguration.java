package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.spring.boot.lifecycle.EngineNotice;
import io.asyncruntime.spring.boot.lifecycle.RuntimeGuard;
import io.asyncruntime.spring.boot.task.LaneRegistrar;
import io.asyncruntime.task.CancellationToken;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Makes the {@link AsyncRuntime} bean from {@code async-runtime.*} and ends it with the application. An application that
 * has a runtime of its own keeps it, and closes it itself.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "async-runtime.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AsyncRuntimeProperties.class)
public final class AsyncRuntimeAutoConfiguration {
  /** First of all: also where a runtime of the application's own makes most of the properties idle. */
  @Bean
  static BeanFactoryPostProcessor asyncRuntimeUnknownProperties(Environment environment) {
    return beans -> new UnknownProperties(environment).check();
  }

  /** The runtime and its lifecycle: both, or neither. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(AsyncRuntime.class)
  static final class RuntimeConfiguration {
    @Bean
    RuntimeGuard asyncRuntimeGuard() {
      return new RuntimeGuard();
    }

    /** Closed by its lifecycle, in time for the tasks to end, and so without a destroy method. */
    @Bean(destroyMethod = "")
    AsyncRuntime asyncRuntime(AsyncRuntimeProperties properties, RuntimeGuard guard,
        ObjectProvider<AsyncRuntimeBuilderCustomizer> customizers) {
      return guard.guard(new RuntimeFactory(properties).create(customizers.orderedStream()));
    }

    /** Cancelled when the runtime begins to stop: a task that would never end listens to it. */
    @Bean
    CancellationToken asyncRuntimeShutdownToken() {
      return new CancellationToken();
    }

    @Bean
    AsyncRuntimeLifecycle asyncRuntimeLifecycle(AsyncRuntime asyncRuntime, CancellationToken asyncRuntimeShutdownToken,
        AsyncRuntimeProperties properties, Environment environment, ApplicationEventPublisher events) {
      return new AsyncRuntimeLifecycle(asyncRuntime, asyncRuntimeShutdownToken,
          new RuntimeFactory(properties).lifecycle(environment), events);
    }

    @Bean
    @Lazy(false)
    EngineNotice asyncRuntimeEngineNotice(AsyncRuntime asyncRuntime, AsyncRuntimeProperties properties) {
      return new EngineNotice(asyncRuntime, properties.awaitEngine());
    }

    /** First of all, so that a customizer of the application may put a listener of its own in the place of one of these. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    AsyncRuntimeBuilderCustomizer asyncRuntimeEvents(AsyncRuntimeProperties properties,
        ApplicationEventPublisher events) {
      return new PublishedEvents(properties.name(), events);
    }

    /** Lanes are bound from the environment: the properties' bean cannot be asked before the definitions are complete. */
    @Bean
    static LaneRegistrar asyncRuntimeLaneRegistrar(Environment environment) {
      return new LaneRegistrar("asyncRuntime", () -> Binder.get(environment)
          .bind("async-runtime.blocking.lanes", Bindable.mapOf(String.class, AsyncRuntimeProperties.Lane.class))
          .map(Map::keySet)
          .orElseGet(Set::of));
    }
  }
}
