package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.method.RuledMethods;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Methods of beans may say in which lane they run, and how long they may take. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeMethodsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  static RuledMethods asyncRuntimeRuledMethods(ConfigurableListableBeanFactory beans) {
    return new RuledMethods(beans);
  }
}
