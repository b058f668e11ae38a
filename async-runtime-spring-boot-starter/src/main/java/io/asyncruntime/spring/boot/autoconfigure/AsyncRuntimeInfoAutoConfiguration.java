package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.actuate.AsyncRuntimeInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The runtime in {@code /actuator/info}, where {@code management.info.async-runtime.enabled} is true. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeInfoAutoConfiguration {
  /** The switch is looked at here: a condition on the class is read even where Actuator is absent. */
  @Bean
  @ConditionalOnEnabledInfoContributor(value = "async-runtime", fallback = InfoContributorFallback.DISABLE)
  @ConditionalOnMissingBean
  AsyncRuntimeInfoContributor asyncRuntimeInfoContributor(AsyncRuntime runtime) {
    return new AsyncRuntimeInfoContributor(runtime);
  }
}
