package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.web.DeadlineAdvice;
import io.asyncruntime.spring.boot.web.DeadlineWebFilter;
import io.asyncruntime.spring.boot.web.FutureAdapter;
import io.asyncruntime.spring.boot.web.NoRuntime;
import io.asyncruntime.spring.boot.web.RequestTasks;
import io.asyncruntime.spring.boot.web.RequestTasksWebFilter;
import io.asyncruntime.spring.boot.web.UnpolledFutureEncoder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.env.Environment;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Controllers of Spring WebFlux may return futures, which the context's own runtime polls, and bind tasks to an exchange.
 * Where the context has no runtime futures are known as well, and answered by an error that says so.
 */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass(WebFluxConfigurer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class AsyncRuntimeWebFluxAutoConfiguration {
  /** WebFlux has a registry of its own in every context. */
  @Bean
  static BeanPostProcessor asyncRuntimeWebFluxPostProcessor(ObjectProvider<AsyncRuntime> runtime) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof ReactiveAdapterRegistry registry && beanName.equals("webFluxAdapterRegistry")) {
          new FutureAdapter(NoRuntime.orReason(runtime::getIfAvailable)).register(registry);
        }
        return bean;
      }
    };
  }

  @Bean
  WebFluxConfigurer asyncRuntimeUnpolledFutures() {
    return new WebFluxConfigurer() {
      @Override
      public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.customCodecs().register(new UnpolledFutureEncoder());
      }
    };
  }

  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  @ConditionalOnMissingBean
  RequestTasks asyncRuntimeRequestTasks(ObjectProvider<AsyncRuntime> runtime) {
    return new RequestTasks(runtime::getObject);
  }

  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  DeadlineWebFilter asyncRuntimeDeadlineFilter(Environment environment) {
    return new DeadlineWebFilter(WebDeadlines.of(environment));
  }

  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  DeadlineAdvice asyncRuntimeDeadlineAdvice() {
    return new DeadlineAdvice();
  }

  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  RequestTasksWebFilter asyncRuntimeRequestTasksFilter() {
    return new RequestTasksWebFilter();
  }
}
