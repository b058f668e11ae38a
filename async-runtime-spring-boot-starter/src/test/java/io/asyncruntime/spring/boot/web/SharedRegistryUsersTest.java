package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeReactiveTypesAutoConfiguration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Annotations of Spring whose methods return futures. */
@Timeout(60)
class SharedRegistryUsersTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
      .of(AsyncRuntimeAutoConfiguration.class, AsyncRuntimeReactiveTypesAutoConfiguration.class));

  @Test
  void theResultOfAnEventListenerIsAnEvent() {
    runner.withBean(Listener.class).run(context -> {
      context.publishEvent(new Ordered(7));
      assertThat(context.getBean(Listener.class).paid.take()).isEqualTo(new Paid(7, "async-runtime"));
    });
  }

  @Test
  void aScheduledFutureIsPolled() {
    runner.withBean(Scheduler.class).run(context -> assertThat(context.getBean(Scheduler.class).polledBy.take())
        .isEqualTo("async-runtime"));
  }

  @Test
  void aCachedFutureRunsOnce() {
    runner.withBean(ConcurrentMapCacheManager.class).withBean(Prices.class).withUserConfiguration(Caching.class)
        .run(context -> {
          AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
          Prices prices = context.getBean(Prices.class);
          assertThat(runtime.blockOn(prices.of("tea"))).isEqualTo(1);
          assertThat(runtime.blockOn(prices.of("tea"))).isEqualTo(1);
          assertThat(runtime.blockOn(prices.of("milk"))).isEqualTo(2);
        });
  }

  @EnableCaching(proxyTargetClass = true)
  static class Caching {
  }

  static class Prices {
    private final AtomicInteger asked = new AtomicInteger();

    @Cacheable("prices")
    public Future<Integer> of(String item) {
      return Future.lazy(() -> Future.ready(asked.incrementAndGet()));
    }
  }

  record Ordered(int number) {}

  record Paid(int number, String polledBy) {}

  static class Listener {
    private final BlockingQueue<Paid> paid = new LinkedBlockingQueue<>();

    @EventListener
    Future<Paid> on(Ordered order) {
      return Future.lazy(() -> Future.ready(new Paid(order.number(), AsyncRuntime.current().name())));
    }

    @EventListener
    void on(Paid payment) {
      paid.add(payment);
    }
  }

  @EnableScheduling
  static class Scheduler {
    private final BlockingQueue<String> polledBy = new LinkedBlockingQueue<>();

    @Scheduled(fixedDelay = 1)
    public Future<Void> tick() {
      return Future.lazy(() -> {
        polledBy.add(AsyncRuntime.current().name());
        return Future.ready(null);
      });
    }
  }
}
