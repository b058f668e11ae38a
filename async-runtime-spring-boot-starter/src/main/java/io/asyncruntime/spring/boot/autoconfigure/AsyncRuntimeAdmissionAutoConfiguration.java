package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.admission.AdmissionFilter;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.admission.AdmissionWebFilter;
import io.asyncruntime.spring.boot.admission.UngatedPaths;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
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

  /** Actuator, with its probes, is always let in, wherever its paths are. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(PathMappedEndpoints.class)
  static class Actuator {
    private static final List<WebServerNamespace> NAMESPACES =
        List.of(WebServerNamespace.SERVER, WebServerNamespace.MANAGEMENT);

    @Bean
    UngatedPaths asyncRuntimeActuatorPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
      String prefix = withoutEnd(environment.getProperty("spring.mvc.servlet.path", ""));
      return () -> endpoints.stream().flatMap(Actuator::pathsOf)
          .flatMap(path -> Stream.of(prefix + path, prefix + path + "/**")).toList();
    }

    private static Stream<String> pathsOf(PathMappedEndpoints endpoints) {
      String base = withoutEnd(endpoints.getBasePath());
      Stream<String> additional = endpoints.stream().flatMap(
          endpoint -> NAMESPACES.stream().flatMap(namespace -> endpoint.getAdditionalPaths(namespace).stream()));
      return Stream.of(base.isEmpty() ? Stream.<String>empty() : Stream.of(base), endpoints.getAllPaths().stream(),
          additional).flatMap(paths -> paths);
    }

    private static String withoutEnd(String path) {
      return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
  }

  /** Of Spring MVC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({WebMvcConfigurer.class, FilterRegistrationBean.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Mvc {
    /** Inside of what gives a request its deadline, and around all else: nothing is done for who is not let in. */
    @Bean
    FilterRegistrationBean<AdmissionFilter> asyncRuntimeAdmissionFilter(AdmissionGate gate, Environment environment,
        ObjectProvider<UngatedPaths> ungated) {
      AdmissionSettings settings = AdmissionSettings.of(environment);
      FilterRegistrationBean<AdmissionFilter> filter = new FilterRegistrationBean<>(
          new AdmissionFilter(gate, settings.paths(gate, ungated), settings.refusal()));
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
    AdmissionWebFilter asyncRuntimeAdmissionFilter(AdmissionGate gate, Environment environment,
        ObjectProvider<UngatedPaths> ungated) {
      AdmissionSettings settings = AdmissionSettings.of(environment);
      return new AdmissionWebFilter(gate, settings.paths(gate, ungated), settings.refusal());
    }
  }
}
