package io.asyncruntime.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.lifecycle.RuntimeStoppedEvent;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.task.CancellationToken;
import io.asyncruntime.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import tools.jackson.databind.JsonNode;

/** Runtimes by {@code async-runtime.runtimes}: beans, lanes, meters, endpoints and stop. */
@Timeout(60)
class NamedRuntimesTest {
  private static final String[] PROPERTIES =
      {"async-runtime.name=main", "async-runtime.runtimes.batch.worker-threads=3",
          "async-runtime.runtimes.batch.blocking.lanes.jdbc.max-threads=1",
          "async-runtime.blocking.lanes.jdbc.max-threads=2",
          "async-runtime.runtimes.mail.name=mailer", "async-runtime.runtimes.mail.flavor=current-thread",
          "async-runtime.shutdown.timeout=10ms", "management.endpoint.asynctasks.access=unrestricted"};

  private static RunningApp start(String... further) {
    List<String> all = new ArrayList<>(List.of(PROPERTIES));
    all.addAll(List.of(further));
    return RunningApp.of(List.of(Application.class), all.toArray(String[]::new));
  }

  @Test
  void theyAreBeansWithWhatBelongsToThem() {
    for (String lazy : List.of("false", "true")) {
      try (RunningApp app = start("spring.main.lazy-initialization=" + lazy)) {
        assertThat(app.runtime().name()).isEqualTo("main");
        Application beans = app.context().getBean(Application.class);
        assertThat(beans.batch.name()).isEqualTo("batch");
        assertThat(beans.batch.metrics().numWorkers()).isEqualTo(3);
        assertThat(beans.token.isCancelled()).isFalse();
        assertThat(beans.batch
            .blockOn(beans.lane.run(() -> AsyncRuntime.current().name() + " " + Thread.currentThread().getName())))
            .startsWith("batch batch-worker-blocking-");
        AsyncRuntime mail = app.context().getBean("mailRuntime", AsyncRuntime.class);
        assertThat(mail.spawn(Future.ready(7)).join()).as("it has a driver").isEqualTo(7);
        assertThat(app.context().getBean(Reports.class).runtime().join()).isEqualTo("batch");
        assertThat(app.context().getBean(Reports.class).lane().join()).isEqualTo("batch");
        assertThat(beans.lane.metrics().completed()).isEqualTo(2);
      }
    }
  }

  @Test
  void theyEndWithTheContextAndEachSaysSo() {
    RunningApp app = start();
    Application beans = app.context().getBean(Application.class);
    AsyncRuntime mail = app.context().getBean("mailRuntime", AsyncRuntime.class);
    app.close();
    assertThat(beans.batch.isShutdown()).isTrue();
    assertThat(mail.isShutdown()).isTrue();
    assertThat(beans.token.isCancelled()).isTrue();
    assertThat(beans.stopped).containsExactlyInAnyOrder("main", "batch", "mailer");
  }

  @Test
  void theyAreInTheEndpointsAndInTheMeters() {
    try (RunningApp app = start()) {
      AsyncRuntime batch = app.context().getBean("batchRuntime", AsyncRuntime.class);
      JoinHandle<Void> hidden = batch.spawn("hidden", Future.<Void>pending());
      JsonNode overview = app.actuator("asyncruntime/batch");
      assertThat(overview.get("name").asString()).isEqualTo("batch");
      assertThat(overview.get("configuration").get("worker-threads").asInt()).isEqualTo(3);
      assertThat(overview.get("configuration").get("blocking.lanes.jdbc.max-threads").asInt()).isEqualTo(1);
      assertThat(app.actuator("asyncruntime/main").get("name").asString()).isEqualTo("main");
      assertThat(app.actuator("asyncruntime/mailer").get("flavor").asString()).isEqualTo("current-thread");
      assertThat(app.actuator("asyncworkers?runtime=batch").get("workers")).hasSize(3);
      assertThat(app.get("/actuator/asyncworkers/2?runtime=batch").statusCode()).isEqualTo(200);
      assertThat(app.actuator("asyncmutexes?runtime=batch").get("mutexes")).isEmpty();
      assertThat(app.actuator("asynctasks?runtime=batch").get("tasks").findValuesAsString("name")).contains("hidden");
      assertThat(app.actuator("asynctasks?name=hidden").get("tasks")).isEmpty();
      assertThat(app.getText("/actuator/asynctasks?runtime=batch").body()).contains("hidden");
      assertThat(app.get("/actuator/asynctasks/" + hidden.id() + "?runtime=batch").statusCode()).isEqualTo(200);
      assertThat(app.delete("/actuator/asynctasks/" + hidden.id()).statusCode()).isEqualTo(404);
      assertThat(app.delete("/actuator/asynctasks/" + hidden.id() + "?runtime=batch").statusCode()).isEqualTo(200);
      for (String path : List.of("asyncruntime/none", "asynctasks?runtime=none", "asyncworkers?runtime=none",
          "asyncmutexes?runtime=none")) {
        assertThat(app.get("/actuator/" + path).statusCode()).as(path).isEqualTo(404);
      }
      assertThat(app.actuator("metrics/async.runtime.workers?tag=runtime:batch").get("measurements").get(0).get("value")
          .asInt()).isEqualTo(3);
    }
  }

  @EnableAsync
  static class Application {
    final List<String> stopped = new ArrayList<>();
    final AsyncRuntime batch;
    final BlockingLane lane;
    final CancellationToken token;

    Application(@Qualifier("batch") AsyncRuntime batch, @Qualifier("batch.jdbc") BlockingLane lane,
        @Qualifier("batch") CancellationToken token) {
      this.batch = batch;
      this.lane = lane;
      this.token = token;
    }

    @EventListener
    void stopped(RuntimeStoppedEvent event) {
      stopped.add(event.runtime());
    }

    @Bean
    static Reports reports() {
      return new Reports();
    }
  }

  static class Reports {
    @Async("batch")
    public CompletableFuture<String> runtime() {
      return CompletableFuture.completedFuture(AsyncRuntime.current().name());
    }

    @Async("batch.jdbc")
    public CompletableFuture<String> lane() {
      return CompletableFuture.completedFuture(AsyncRuntime.current().name());
    }
  }
}
