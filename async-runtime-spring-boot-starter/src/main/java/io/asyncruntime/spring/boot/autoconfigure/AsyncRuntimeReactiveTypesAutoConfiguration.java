package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.web.LiveRuntimes;
import io.asyncruntime.spring.boot.web.SharedRegistration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Futures are a reactive type wherever Spring asks its shared registry: events, caches, schedules, transactions. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeReactiveTypesAutoConfiguration {
  @Bean
  static BeanFactoryPostProcessor asyncRuntimeReactiveTypes() {
    return factory -> LiveRuntimes.prepare();
  }

  @Bean
  @ConditionalOnMissingBean
  SharedRegistration asyncRuntimeSharedRegistration(AsyncRuntime runtime) {
    return new SharedRegistration(runtime);
  }
}
