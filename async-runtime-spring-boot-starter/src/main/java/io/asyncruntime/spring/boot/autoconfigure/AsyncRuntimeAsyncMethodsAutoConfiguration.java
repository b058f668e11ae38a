package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.task.AsyncMethods;
import io.asyncruntime.spring.boot.task.RuntimeExecutors;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;

/** {@code @Async} methods may return futures, and name a lane or a runtime. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass(AsyncAnnotationAdvisor.class)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeAsyncMethodsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  static AsyncMethods asyncRuntimeAsyncMethods(ConfigurableListableBeanFactory beans) {
    return new AsyncMethods(beans);
  }

  @Bean
  @ConditionalOnMissingBean
  static RuntimeExecutors asyncRuntimeExecutors() {
    return new RuntimeExecutors();
  }
}
