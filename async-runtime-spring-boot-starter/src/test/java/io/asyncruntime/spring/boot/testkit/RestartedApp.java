package io.asyncruntime.spring.boot.testkit;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeBuilderCustomizer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Mono;

/** An application that uses all kinds of threads of the runtime, with code of its own everywhere, and ends. */
public final class RestartedApp implements Runnable {
  @Override
  public void run() {
    try (ConfigurableApplicationContext context = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
        .run("--async-runtime.blocking.lanes.jdbc.virtual-threads=true", "--async-runtime.name=restarted",
            "--spring.main.banner-mode=off")) {
      use(context.getBean(AsyncRuntime.class));
    }
  }

  private static void use(AsyncRuntime runtime) {
    require(runtime.spawn(() -> {
      await(yieldNow());
      return await(runtime.spawnBlocking(() -> 7));
    }).join() == 7);
    require(runtime.blockOn(runtime.blockingLane("jdbc").run(() -> 8)) == 8);
    // Through the registry that all contexts share: the runtime of this context must be the one that polls.
    ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(Future.class);
    Future<String> name = Future.lazy(() -> Future.ready(AsyncRuntime.current().name()));
    require(adapter != null && "restarted".equals(Mono.from(adapter.toPublisher(name)).block()));
  }

  private static void require(boolean holds) {
    if (!holds) throw new AssertionError();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class App {
    @Bean
    AsyncRuntimeBuilderCustomizer hooks() {
      return builder -> builder.onThreadStart(() -> require(Thread.currentThread().isDaemon()));
    }
  }
}
