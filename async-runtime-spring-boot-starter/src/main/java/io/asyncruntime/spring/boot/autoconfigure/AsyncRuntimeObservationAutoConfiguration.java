package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.spring.boot.metrics.TaskObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Named tasks as observations, on request. */
@AutoConfiguration(afterName = {
    "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
    "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"})
@ConditionalOnClass({ObservationRegistry.class, MeterRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
@EnableConfigurationProperties(AsyncRuntimeProperties.class)
public final class AsyncRuntimeObservationAutoConfiguration {
  /** Early, so that a customizer of the application may put its own hooks in their place. */
  @Bean
  @Order(0)
  AsyncRuntimeBuilderCustomizer asyncRuntimeObservationCustomizer(AsyncRuntimeProperties properties,
      ObservationRegistry registry) {
    return builder -> {
      if (properties.observations().enabled()) builder.taskHooks(new TaskObservations(registry));
    };
  }
}
