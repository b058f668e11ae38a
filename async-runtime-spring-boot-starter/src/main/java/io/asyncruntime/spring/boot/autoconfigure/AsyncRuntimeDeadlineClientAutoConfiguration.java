package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.web.DeadlineExchangeFilter;
import io.asyncruntime.spring.boot.web.DeadlineHeader;
import io.asyncruntime.spring.boot.web.DeadlineRequestInterceptor;
import io.asyncruntime.spring.boot.web.RuntimeHttpClients;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/** Clients on the runtime, and what passes the deadline of a task on with the calls that it makes. Beans to be given to clients; none gets them by itself. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnBean(AsyncRuntime.class)
public final class AsyncRuntimeDeadlineClientAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  DeadlineHeader asyncRuntimeDeadlineHeader(Environment environment) {
    return new DeadlineHeader(WebDeadlines.headerForOthers(environment));
  }

  /** With {@code RestClient} on the class path. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ClientHttpRequestInterceptor.class)
  static final class RestClientConfiguration {
    @Bean
    @ConditionalOnMissingBean
    DeadlineRequestInterceptor asyncRuntimeDeadlineRequestInterceptor(DeadlineHeader header) {
      return new DeadlineRequestInterceptor(header);
    }

    @Bean
    @ConditionalOnSingleCandidate(AsyncRuntime.class)
    @ConditionalOnMissingBean
    RuntimeHttpClients asyncRuntimeHttpClients(ObjectProvider<AsyncRuntime> runtime) {
      return new RuntimeHttpClients(runtime::getObject);
    }
  }

  /** With {@code WebClient} on the class path. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ExchangeFilterFunction.class)
  static final class WebClientConfiguration {
    @Bean
    @ConditionalOnMissingBean
    DeadlineExchangeFilter asyncRuntimeDeadlineExchangeFilter(DeadlineHeader header) {
      return new DeadlineExchangeFilter(header);
    }
  }
}
