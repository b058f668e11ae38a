package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.spring.boot.testkit.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class AsyncRuntimeAutoConfigurationTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class));

  @Test
  void aRuntimeThatRunsTasksIsThere() {
    runner.run(context -> {
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      assertThat(runtime.spawn(Future.ready(7)).join()).isEqualTo(7);
      assertThat(runtime.flavor()).isEqualTo(RuntimeFlavor.MULTI_THREAD);
      assertThat(runtime.name()).isEqualTo("async-runtime");
    });
  }

  @Test
  void itIsShutDownWithTheContext() {
    AtomicReference<AsyncRuntime> runtime = new AtomicReference<>();
    runner.run(context -> runtime.set(context.getBean(AsyncRuntime.class)));
    assertThat(runtime.get().isShutdown()).isTrue();
  }

  @Test
  void oneLineTellsOfTheStartAndOneOfTheStop() {
    try (LogLines log = new LogLines("io.asyncruntime")) {
      AtomicReference<String> engine = new AtomicReference<>();
      runner.withPropertyValues("async-runtime.name=orders", "async-runtime.worker-threads=2",
          "async-runtime.blocking.lanes.jdbc.max-threads=3", "async-runtime.blocking.lanes.mail.max-threads=1")
          .run(context -> engine.set(context.getBean(AsyncRuntime.class).awaitEngine()));
      List<String> lines = log.lines().stream().filter(line -> !line.startsWith("DEBUG")).toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0)).isEqualTo("INFO AsyncRuntime[orders, MULTI_THREAD, 2 workers] started; "
          + "lanes: \"jdbc\", \"mail\"; await engine: " + engine.get());
      assertThat(lines.get(1)).startsWith("INFO Async runtime 'orders' stopped in ");
    }
  }

  @Test
  void disabledThereIsNone() {
    runner.withPropertyValues("async-runtime.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AsyncRuntime.class)
            .doesNotHaveBean(AsyncRuntimeLifecycle.class));
  }

  @Test
  void propertiesReachTheRuntime() {
    runner.withPropertyValues("async-runtime.name=orders", "async-runtime.flavor=current-thread",
        "async-runtime.poll-time-histogram=true", "async-runtime.blocking.lanes.jdbc.max-threads=3").run(context -> {
          AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
          assertThat(runtime.name()).isEqualTo("orders");
          assertThat(runtime.flavor()).isEqualTo(RuntimeFlavor.CURRENT_THREAD);
          assertThat(runtime.metrics().pollTimes()).isPresent();
          assertThat(runtime.blockingLane("jdbc").name()).isEqualTo("jdbc");
        });
  }

  @Test
  void workersAndTheirNamesFollowTheProperties() {
    runner.withPropertyValues("async-runtime.worker-threads=3", "async-runtime.thread-name-prefix=orders-")
        .run(context -> {
          AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
          assertThat(runtime.metrics().numWorkers()).isEqualTo(3);
          assertThat(runtime.spawn(nameOfThread()).join()).startsWith("orders-");
        });
  }

  private static Future<String> nameOfThread() {
    return Future.lazy(() -> Future.ready(Thread.currentThread().getName()));
  }

  @Test
  void aRuntimeOfTheApplicationWinsAndIsNotManaged() {
    runner.withUserConfiguration(OwnRuntime.class).run(context -> {
      assertThat(context).hasSingleBean(AsyncRuntime.class).doesNotHaveBean(AsyncRuntimeLifecycle.class);
      assertThat(context.getBean(AsyncRuntime.class).name()).isEqualTo("own");
    });
  }

  @Test
  void aSecondRuntimeBesideTheConfiguredOneIsQualified() {
    runner.withUserConfiguration(SecondRuntime.class, TwoRuntimes.class).run(context -> {
      TwoRuntimes both = context.getBean(TwoRuntimes.class);
      assertThat(both.main.name()).isEqualTo("async-runtime");
      assertThat(both.batch.name()).isEqualTo("batch");
    });
  }

  @Test
  void customizersRunInOrderAfterTheProperties() {
    runner.withUserConfiguration(Customizers.class).withPropertyValues("async-runtime.name=from-properties")
        .run(context -> {
          assertThat(context.getBean(AsyncRuntime.class).name()).isEqualTo("from-customizer");
          assertThat(context.getBean(Customizers.class).order).containsExactly("first", "second");
        });
  }

  @Test
  void aContextThatFailsToStartLeavesNoRuntimeBehind() {
    AtomicReference<AsyncRuntime> runtime = new AtomicReference<>();
    runner.withBean("keeper", AsyncRuntimeKeeper.class, runtime).run(context -> {
      assertThat(context).hasFailed();
      assertThat(runtime.get().isShutdown()).isTrue();
    });
  }

  static final class AsyncRuntimeKeeper {
    AsyncRuntimeKeeper(AtomicReference<AsyncRuntime> to, AsyncRuntime runtime) {
      to.set(runtime);
      throw new IllegalStateException("this bean fails");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnRuntime {
    @Bean
    AsyncRuntime own() {
      return AsyncRuntime.multiThread().name("own").workerThreads(1).build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class SecondRuntime {
    @Bean(defaultCandidate = false)
    @Qualifier("batch")
    AsyncRuntime batchRuntime() {
      return AsyncRuntime.multiThread().name("batch").workerThreads(1).build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoRuntimes {
    final AsyncRuntime main;
    final AsyncRuntime batch;

    TwoRuntimes(AsyncRuntime main, @Qualifier("batch") AsyncRuntime batch) {
      this.main = main;
      this.batch = batch;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Customizers {
    final List<String> order = new ArrayList<>();

    @Bean
    @Order(2)
    AsyncRuntimeBuilderCustomizer second() {
      return builder -> order.add("second");
    }

    @Bean
    @Order(1)
    AsyncRuntimeBuilderCustomizer first() {
      return builder -> {
        order.add("first");
        builder.name("from-customizer");
      };
    }
  }
}
