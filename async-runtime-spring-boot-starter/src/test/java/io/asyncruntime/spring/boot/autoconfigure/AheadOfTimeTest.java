package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.actuate.AsyncTasksEndpoint;
import io.asyncruntime.spring.boot.health.AsyncRuntimeHealthIndicator;
import io.asyncruntime.spring.boot.testkit.AheadOfTime;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.ClassUtils;

/** The context as code that was generated at build time, read with other properties when it starts. */
@Timeout(120)
class AheadOfTimeTest {
  private static final Map<String, Object> AT_BUILD =
      Map.of("async-runtime.blocking.lanes.jdbc.max-threads", "2", "management.endpoints.web.exposure.include", "*");
  private static final Map<String, Object> AT_START = Map.of("async-runtime.blocking.lanes.jdbc.max-threads", "3",
      "async-runtime.worker-threads", "3", "async-runtime.name", "at-start", "async-runtime.context-propagation",
      "false");

  @Test
  void theGeneratedContextRunsTasksWithThePropertiesOfItsStart(@TempDir Path folder) throws Exception {
    AheadOfTime generated = new AheadOfTime(folder);
    String initializer = generated.generate(Application.class, AT_BUILD);
    try (URLClassLoader loader = generated.loader()) {
      Consumer<String> check = newInstance(loader.loadClass(Check.class.getName()));
      check.accept(initializer);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T newInstance(Class<?> type) {
    return (T) BeanUtils.instantiateClass(type);
  }

  /** Runs inside the other loader. */
  static final class Check implements Consumer<String> {
    @Override
    public void accept(String initializer) {
      ClassLoader loader = Check.class.getClassLoader();
      ClassLoader before = ClassUtils.overrideThreadContextClassLoader(loader);
      try {
        start(initializer, loader);
      } finally {
        ClassUtils.overrideThreadContextClassLoader(before);
      }
    }

    private static void start(String initializer, ClassLoader loader) {
      ApplicationContextInitializer<GenericApplicationContext> generated =
          newInstance(ClassUtils.resolveClassName(initializer, loader));
      try (GenericApplicationContext context = new GenericApplicationContext()) {
        context.setClassLoader(loader);
        AheadOfTime.set(context, AT_START);
        generated.initialize(context);
        context.refresh();
        check(context);
      }
    }

    private static void check(GenericApplicationContext context) {
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThat(runtime.spawn(Future.ready(7)).join()).isEqualTo(7);
      assertThat(runtime.name()).isEqualTo("at-start");
      assertThat(runtime.metrics().numWorkers()).isEqualTo(3);
      assertThat(context.getBean(AsyncRuntimeProperties.class).contextPropagation()).isFalse();
      assertThat(context.getBean(Repository.class).jdbc().name()).isEqualTo("jdbc");
      assertThat(context.getBeanNamesForType(AsyncTasksEndpoint.class)).hasSize(1);
      assertThat(context.getBeanNamesForType(AsyncRuntimeHealthIndicator.class)).hasSize(1);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({AsyncRuntimeAutoConfiguration.class, AsyncRuntimeContextAutoConfiguration.class,
      AsyncRuntimeEndpointAutoConfiguration.class, AsyncRuntimeHealthAutoConfiguration.class,
      AsyncRuntimeReactiveTypesAutoConfiguration.class})
  static class Application {
    @Bean
    Repository repository(@Qualifier("jdbc") BlockingLane jdbc) {
      return new Repository(jdbc);
    }
  }

  record Repository(BlockingLane jdbc) {}
}
