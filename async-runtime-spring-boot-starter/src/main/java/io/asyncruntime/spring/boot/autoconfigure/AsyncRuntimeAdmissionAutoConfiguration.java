package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.admission.AdmissionFilter;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.admission.AdmissionWebFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The gate, and who asks it: a filter of Spring MVC or of WebFlux. */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
@ConditionalOnBooleanProperty(name = "async-runtime.admission.enabled", matchIfMissing = true)
public final class AsyncRuntimeAdmissionAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  AdmissionGate asyncRuntimeAdmissionGate(AsyncRuntime runtime, Environment environment) {
    return AdmissionSettings.of(environment).gate(runtime);
  }

  /** Of Spring MVC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({WebMvcConfigurer.class, FilterRegistrationBean.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Mvc {
    /** Inside of what gives a request its deadline, and around all else: nothing is done for who is not let in. */
    @Bean
    FilterRegistrationBean<AdmissionFilter> asyncRuntimeAdmissionFilter(AdmissionGate gate, Environment environment) {
      AdmissionSettings settings = AdmissionSettings.of(environment);
      FilterRegistrationBean<AdmissionFilter> filter =
          new FilterRegistrationBean<>(new AdmissionFilter(gate, settings.paths(), settings.refusal()));
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
      return filter;
    }
  }

  /** Of Spring WebFlux. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(WebFluxConfigurer.class)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static class WebFlux {
    @Bean
    AdmissionWebFilter asyncRuntimeAdmissionFilter(AdmissionGate gate, Environment environment) {
      AdmissionSettings settings = AdmissionSettings.of(environment);
      return new AdmissionWebFilter(gate, settings.paths(), settings.refusal());
    }
  }
}
