package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.actuate.AsyncRuntimeEndpoint;
import io.asyncruntime.spring.boot.health.AsyncRuntimeHealthIndicator;
import io.asyncruntime.spring.boot.metrics.AsyncRuntimeMeters;
import io.asyncruntime.task.ContextPropagator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** Every library but Spring Boot itself may be absent. */
class OptionalLibrariesTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(all()))
      .withPropertyValues("management.endpoints.web.exposure.include=*");

  @ParameterizedTest
  @ValueSource(strings = {"org.springframework.boot.actuate", "org.springframework.boot.health",
      "org.springframework.boot.micrometer", "io.micrometer", "io.micrometer.context", "org.springframework.web",
      "org.springframework.web.reactive", "reactor", "jakarta.servlet", "jakarta.validation",
      "org.springframework.resilience"})
  void theRuntimeIsThereWithout(String library) {
    runner.withClassLoader(new FilteredClassLoader(library)).run(context -> {
      assertThat(context).hasNotFailed();
      assertThat(context.getBean(AsyncRuntime.class).spawn(Future.ready(7)).join()).isEqualTo(7);
    });
  }

  @Test
  void withThemAllTheirPartsAreThere() {
    runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> assertThat(context).hasNotFailed()
        .hasSingleBean(AsyncRuntimeMeters.class).hasSingleBean(AsyncRuntimeHealthIndicator.class)
        .hasSingleBean(ContextPropagator.class).hasSingleBean(AsyncRuntimeEndpoint.class));
  }

  @Test
  void everyAutoConfigurationIsListed() {
    assertThat(listed()).hasSize(19).allMatch(name -> ClassUtils.isPresent(name, null));
  }

  private static Class<?>[] all() {
    return listed().stream().map(name -> ClassUtils.resolveClassName(name, null)).toArray(Class<?>[]::new);
  }

  private static List<String> listed() {
    List<String> names = new ArrayList<>();
    ImportCandidates.load(AutoConfiguration.class, null).forEach(names::add);
    return names.stream().filter(name -> name.startsWith("io.asyncruntime.")).toList();
  }
}
