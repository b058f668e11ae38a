package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeReactiveTypesAutoConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The registry that all contexts of a JVM share. */
@Timeout(60)
class SharedRegistryTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
      .of(AsyncRuntimeAutoConfiguration.class, AsyncRuntimeReactiveTypesAutoConfiguration.class));

  @Test
  void theNewestContextThatStillRunsPolls() {
    runner.withPropertyValues("async-runtime.name=outer").run(outer -> {
      assertThat(nameOfPoller()).isEqualTo("outer");
      runner.withPropertyValues("async-runtime.name=inner").run(inner -> assertThat(nameOfPoller()).isEqualTo("inner"));
      assertThat(nameOfPoller()).isEqualTo("outer");
    });
    runner.withPropertyValues("async-runtime.name=later").run(later -> assertThat(nameOfPoller()).isEqualTo("later"));
  }

  @Test
  void withoutAContextTheFailureSaysSo() {
    runner.run(context -> assertThat(nameOfPoller()).isEqualTo("async-runtime"));
    assertThatIllegalStateException().isThrownBy(SharedRegistryTest::nameOfPoller)
        .withMessageContaining("No async runtime is running");
  }

  @Test
  void aPublisherBecomesAFuture() {
    runner.run(context -> {
      Object future = adapter().fromPublisher(Mono.just("element"));
      assertThat(context.getBean(AsyncRuntime.class).blockOn((Future<?>) future)).isEqualTo("element");
    });
  }

  @Test
  void ofSeveralElementsTheFutureIsTheFirst() {
    runner.run(context -> {
      Object future = adapter().fromPublisher(Flux.just("first", "second", "third"));
      assertThat(context.getBean(AsyncRuntime.class).blockOn((Future<?>) future)).isEqualTo("first");
      Object none = adapter().fromPublisher(Flux.empty());
      Object value = context.getBean(AsyncRuntime.class).blockOn((Future<?>) none);
      assertThat(value).isNull();
    });
  }

  private static Object nameOfPoller() {
    Future<String> name = Future.lazy(() -> Future.ready(AsyncRuntime.current().name()));
    return Mono.from(adapter().toPublisher(name)).block(Duration.ofSeconds(30));
  }

  private static ReactiveAdapter adapter() {
    ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(Future.class);
    assertThat(adapter).isNotNull();
    return adapter;
  }
}
