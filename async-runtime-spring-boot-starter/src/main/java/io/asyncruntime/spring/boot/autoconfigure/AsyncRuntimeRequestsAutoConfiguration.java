package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.requests.JettyRequests;
import io.asyncruntime.spring.boot.requests.RequestExecutor;
import io.asyncruntime.spring.boot.requests.RequestNames;
import io.asyncruntime.spring.boot.requests.RequestTaskFilter;
import io.asyncruntime.spring.boot.requests.TomcatRequests;
import io.asyncruntime.spring.boot.web.CutOffResolver;
import java.util.Optional;
import org.apache.coyote.ProtocolHandler;
import org.eclipse.jetty.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Each request of Spring MVC as a task. The containers get their executor only where the runtime can carry that; all else does nothing
 * outside of such a task.
 */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass({WebMvcConfigurer.class, WebServerFactoryCustomizer.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
@ConditionalOnBooleanProperty("async-runtime.web.requests-as-tasks")
public final class AsyncRuntimeRequestsAutoConfiguration {
  /** Around all other filters. */
  @Bean
  FilterRegistrationBean<RequestTaskFilter> asyncRuntimeRequestTaskFilter() {
    FilterRegistrationBean<RequestTaskFilter> filter = new FilterRegistrationBean<>(new RequestTaskFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  CutOffResolver asyncRuntimeCutOffResolver(ObjectProvider<HandlerExceptionResolver> resolvers) {
    return new CutOffResolver(() -> (request, response, handler, failure) -> resolvers.orderedStream()
        .filter(resolver -> !(resolver instanceof CutOffResolver))
        .map(resolver -> Optional.ofNullable(resolver.resolveException(request, response, handler, failure)))
        .flatMap(Optional::stream).findFirst().orElse(null));
  }

  @Bean
  WebMvcConfigurer asyncRuntimeRequestNames() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RequestNames()).order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  /** Of Tomcat. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ConfigurableTomcatWebServerFactory.class, ProtocolHandler.class})
  static class Tomcat {
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> asyncRuntimeTomcatRequests(AsyncRuntime runtime) {
      return new TomcatRequests(new RequestExecutor(runtime));
    }
  }

  /** Of Jetty. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ConfigurableJettyWebServerFactory.class, Server.class})
  static class Jetty {
    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> asyncRuntimeJettyRequests(AsyncRuntime runtime) {
      return new JettyRequests(new RequestExecutor(runtime));
    }
  }
}
