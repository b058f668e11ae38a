package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.web.LiveRuntimes;
import io.asyncruntime.spring.boot.web.SharedRegistration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Futures are a reactive type wherever Spring asks its shared registry: events, caches, schedules, transactions. Also where the
 * context has no runtime: the failure then says so, where otherwise nothing would happen.
 */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
public final class AsyncRuntimeReactiveTypesAutoConfiguration {
  @Bean
  static BeanFactoryPostProcessor asyncRuntimeReactiveTypes() {
    return factory -> LiveRuntimes.prepare();
  }

  /** Not lazy: nobody injects it. */
  @Bean
  @Lazy(false)
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  @ConditionalOnMissingBean
  SharedRegistration asyncRuntimeSharedRegistration(AsyncRuntime runtime) {
    return new SharedRegistration(runtime);
  }
}
