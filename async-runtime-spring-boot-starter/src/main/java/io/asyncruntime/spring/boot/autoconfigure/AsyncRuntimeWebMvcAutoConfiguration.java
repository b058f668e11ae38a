package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.web.AwaitedResults;
import io.asyncruntime.spring.boot.web.ContextAdapterRegistry;
import io.asyncruntime.spring.boot.web.DeadlineAdvice;
import io.asyncruntime.spring.boot.web.DeadlineFilter;
import io.asyncruntime.spring.boot.web.DeadlineGrace;
import io.asyncruntime.spring.boot.web.NoRuntime;
import io.asyncruntime.spring.boot.web.RequestDeadlines;
import io.asyncruntime.spring.boot.web.RequestTasks;
import io.asyncruntime.spring.boot.web.RequestTasksInterceptor;
import io.asyncruntime.spring.boot.web.UnpolledFutureConverter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.HandlerExceptionResolverComposite;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Controllers of Spring MVC may return futures; the context's own runtime polls them. Where the context has none they are
 * known as well, and answered by an error that says so.
 */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class AsyncRuntimeWebMvcAutoConfiguration {
  /** The runtime is asked for at the first request: a post-processor must not make other beans early. */
  @Bean
  static BeanPostProcessor asyncRuntimeWebMvcPostProcessor(ObjectProvider<AsyncRuntime> runtime) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
          adapter.setReactiveAdapterRegistry(
              new ContextAdapterRegistry(NoRuntime.orReason(runtime::getIfAvailable),
                  adapter.getReactiveAdapterRegistry()));
          UnpolledFutureConverter.putBefore(adapter.getMessageConverters());
        } else if (bean instanceof HandlerExceptionResolverComposite resolvers) {
          resolvers.getExceptionResolvers().forEach(AsyncRuntimeWebMvcAutoConfiguration::guard);
        }
        return bean;
      }

      /** Its handlers are there by now. */
      @Override
      public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof RequestMappingHandlerAdapter adapter && adapter.getReturnValueHandlers() != null) {
          List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>(adapter.getReturnValueHandlers());
          handlers.add(0, new AwaitedResults(List.copyOf(handlers)));
          adapter.setReturnValueHandlers(handlers);
        }
        return bean;
      }
    };
  }

  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  @ConditionalOnMissingBean
  RequestTasks asyncRuntimeRequestTasks(ObjectProvider<AsyncRuntime> runtime) {
    return new RequestTasks(runtime::getObject);
  }

  /** Around the filters of the application, and of what lets requests in: to wait for that takes of the deadline, too. */
  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  FilterRegistrationBean<DeadlineFilter> asyncRuntimeDeadlineFilter(Environment environment) {
    RequestDeadlines deadlines = WebDeadlines.of(environment);
    FilterRegistrationBean<DeadlineFilter> filter = new FilterRegistrationBean<>(new DeadlineFilter(deadlines));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    filter.setEnabled(deadlines.isOn());
    return filter;
  }

  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  DeadlineAdvice asyncRuntimeDeadlineAdvice() {
    return new DeadlineAdvice();
  }

  @Bean
  @ConditionalOnSingleCandidate(AsyncRuntime.class)
  WebMvcConfigurer asyncRuntimeRequestTasksConfigurer() {
    return new WebMvcConfigurer() {
      @Override
      public void configureAsyncSupport(AsyncSupportConfigurer support) {
        support.registerDeferredResultInterceptors(new DeadlineGrace());
      }

      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RequestTasksInterceptor());
      }
    };
  }

  private static void guard(HandlerExceptionResolver resolver) {
    if (resolver instanceof ExceptionHandlerExceptionResolver handlers) {
      UnpolledFutureConverter.putBefore(handlers.getMessageConverters());
    }
  }
}
