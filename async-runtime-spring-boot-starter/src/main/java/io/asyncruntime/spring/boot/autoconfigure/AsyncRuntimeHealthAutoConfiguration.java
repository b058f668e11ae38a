package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.health.AsyncRuntimeHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the runtime; {@code management.health.async-runtime.enabled} switches it off. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass({AbstractHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(AsyncRuntime.class)
@EnableConfigurationProperties(AsyncRuntimeProperties.class)
public final class AsyncRuntimeHealthAutoConfiguration {
  /** The switch is looked at here: a condition on the class is read even where Actuator is absent. */
  @Bean
  @ConditionalOnEnabledHealthIndicator("async-runtime")
  @ConditionalOnMissingBean(name = "asyncRuntimeHealthIndicator")
  AsyncRuntimeHealthIndicator asyncRuntimeHealthIndicator(AsyncRuntime runtime, AsyncRuntimeProperties properties) {
    return new AsyncRuntimeHealthIndicator(runtime, properties.longPoll().threshold(),
        properties.health().stuckWorkerThreshold(), properties.health().downAfterLoopFailure());
  }
}
