package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.spring.boot.context.MicrometerContextPropagator;
import io.asyncruntime.spring.boot.context.ThreadLocalAccessors;
import io.asyncruntime.task.ContextPropagator;
import io.micrometer.context.ContextRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Context follows work into tasks where Micrometer's context propagation is present; an application's own
 * {@link ContextPropagator} bean takes its place. Off, the runtime gets none, and its hot path has nothing of it.
 */
@AutoConfiguration(before = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass(ContextRegistry.class)
@EnableConfigurationProperties(AsyncRuntimeProperties.class)
public final class AsyncRuntimeContextAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  ContextPropagator asyncRuntimeContextPropagator() {
    ContextRegistry registry = ContextRegistry.getInstance();
    ThreadLocalAccessors.register(registry);
    return new MicrometerContextPropagator(registry);
  }

  /** Reads the property here, not in a condition, so that an image built ahead of time still obeys it. */
  @Bean
  @Order(0)
  AsyncRuntimeBuilderCustomizer asyncRuntimeContextCustomizer(AsyncRuntimeProperties properties,
      ContextPropagator propagator) {
    return builder -> {
      if (properties.contextPropagation()) builder.contextPropagator(propagator);
    };
  }
}
