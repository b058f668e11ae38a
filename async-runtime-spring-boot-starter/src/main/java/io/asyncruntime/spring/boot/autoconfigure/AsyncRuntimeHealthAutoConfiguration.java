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
@ConditionalOnEnabledHealthIndicator("async-runtime")
@EnableConfigurationProperties(AsyncRuntimeProperties.class)
public final class AsyncRuntimeHealthAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean(name = "asyncRuntimeHealthIndicator")
  AsyncRuntimeHealthIndicator asyncRuntimeHealthIndicator(AsyncRuntime runtime, AsyncRuntimeProperties properties) {
    return new AsyncRuntimeHealthIndicator(runtime, properties.longPoll().threshold(),
        properties.health().stuckWorkerThreshold());
  }
}
