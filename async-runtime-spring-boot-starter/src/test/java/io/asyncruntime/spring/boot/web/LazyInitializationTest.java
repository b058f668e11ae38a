package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.FutureController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Every feature where {@code spring.main.lazy-initialization} makes beans when somebody asks for them. */
@Timeout(60)
class LazyInitializationTest {
  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = RunningApp.of(List.of(FutureController.class, Ticker.class, Listener.class),
        "spring.main.lazy-initialization=true", "async-runtime.name=lazy");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void aScheduledFutureIsPolled() throws InterruptedException {
    assertThat(app.context().getBean(Ticker.class).polledBy.poll(20, TimeUnit.SECONDS)).isEqualTo("lazy");
  }

  @Test
  void theResultOfAnEventListenerIsAnEvent() throws InterruptedException {
    app.context().publishEvent(new Asked(7));
    assertThat(app.context().getBean(Listener.class).answers.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new Answered(7, "lazy"));
  }

  @Test
  void controllersMayReturnThem() {
    assertThat(app.getText("/value").body()).isEqualTo("polled by lazy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asyncruntime", "asynctasks", "asyncworkers", "asyncmutexes", "health"})
  void endpointsAnswer(String endpoint) {
    assertThat(app.get("/actuator/" + endpoint).statusCode()).isEqualTo(200);
  }

  @Test
  void theMetersAreThere() {
    assertThat(app.actuator("metrics/async.runtime.tasks.alive").get("name").asString())
        .isEqualTo("async.runtime.tasks.alive");
  }

  @Test
  void theStopIsOrderlyThoughNobodyAsked() {
    RunningApp unused = RunningApp.with("spring.main.lazy-initialization=true", "async-runtime.name=unused");
    AsyncRuntime runtime = unused.runtime();
    unused.close();
    assertThat(runtime.isShutdown()).isTrue();
  }

  record Asked(int number) {}

  record Answered(int number, String polledBy) {}

  @Component
  static class Listener {
    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();

    @EventListener
    Future<Answered> on(Asked asked) {
      return Future.lazy(() -> Future.ready(new Answered(asked.number(), AsyncRuntime.current().name())));
    }

    @EventListener
    void on(Answered answered) {
      answers.add(answered);
    }
  }

  @Component
  @EnableScheduling
  @Lazy(false)
  static class Ticker {
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
