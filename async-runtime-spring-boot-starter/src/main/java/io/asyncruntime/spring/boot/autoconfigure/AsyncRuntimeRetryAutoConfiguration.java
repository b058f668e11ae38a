package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.web.FutureRetries;
import io.asyncruntime.task.ContextPropagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.resilience.annotation.Retryable;

/** Methods with Spring's {@code @Retryable} (Framework 7) may return futures. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass(Retryable.class)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeRetryAutoConfiguration {
  /** Asks for beans when a method is called, not before: a post-processor must not make them early. */
  @Bean
  @ConditionalOnMissingBean
  static FutureRetries asyncRuntimeFutureRetries(ObjectProvider<ContextPropagator> propagator,
      Environment environment) {
    boolean carries = environment.getProperty("async-runtime.context-propagation", boolean.class, true);
    return new FutureRetries(() -> carries ? propagator.getIfAvailable() : null);
  }
}
