package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.web.ContextAdapterRegistry;
import io.asyncruntime.spring.boot.web.RequestTasks;
import io.asyncruntime.spring.boot.web.RequestTasksInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Controllers of Spring MVC may return futures; the context's own runtime polls them. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeWebMvcAutoConfiguration {
  /** The runtime is asked for at the first request: a post-processor must not make other beans early. */
  @Bean
  static BeanPostProcessor asyncRuntimeWebMvcPostProcessor(ObjectProvider<AsyncRuntime> runtime) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
          adapter.setReactiveAdapterRegistry(
              new ContextAdapterRegistry(runtime::getObject, adapter.getReactiveAdapterRegistry()));
        }
        return bean;
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  RequestTasks asyncRuntimeRequestTasks(ObjectProvider<AsyncRuntime> runtime) {
    return new RequestTasks(runtime::getObject);
  }

  @Bean
  WebMvcConfigurer asyncRuntimeRequestTasksConfigurer() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RequestTasksInterceptor());
      }
    };
  }
}
