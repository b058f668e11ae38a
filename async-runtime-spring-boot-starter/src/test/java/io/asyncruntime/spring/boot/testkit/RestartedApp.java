package io.asyncruntime.spring.boot.testkit;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeBuilderCustomizer;
import io.asyncruntime.spring.boot.metrics.AsyncRuntimeMeters;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinHandle;
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
    try (ConfigurableApplicationContext context =
        start("--async-runtime.blocking.lanes.jdbc.virtual-threads=true", "--async-runtime.name=restarted",
            "--spring.main.banner-mode=off")) {
      use(context.getBean(AsyncRuntime.class));
      measure(context.getBean(AsyncRuntime.class), context.getBean(AsyncRuntimeMeters.class));
    }
  }

  /** Starts it without using it. */
  static ConfigurableApplicationContext start(String... arguments) {
    return new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
        .run(arguments);
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

  /** Meters of what comes and goes, with objects of the application in it: a value under a mutex, and a failure. */
  private static void measure(AsyncRuntime runtime, AsyncRuntimeMeters meters) {
    Mutex<App> mutex = runtime.mutex("app", new App());
    require(runtime.blockOn(mutex.withLock(app -> app)) != null);
    JoinHandle<Object> broken = runtime.spawn("broken", Future.failed(new Broken()));
    require(runtime.blockOn(broken.recover(failure -> Future.ready(failure.getCause()))) instanceof Broken);
    meters.refresh();
    require(mutex.metrics().acquisitions() == 1);
  }

  private static void require(boolean holds) {
    if (!holds) throw new AssertionError();
  }

  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
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
