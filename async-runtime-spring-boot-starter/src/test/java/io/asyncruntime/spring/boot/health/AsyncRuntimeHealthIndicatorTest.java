package io.asyncruntime.spring.boot.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.spring.boot.testkit.BatchRuntimeConfiguration;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.task.JoinHandle;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class AsyncRuntimeHealthIndicatorTest {
  @Test
  void upWhileItRunsAndDownOnceItWasShutDown() {
    try (RunningApp app = RunningApp.with("management.endpoint.health.show-details=always")) {
      JsonNode up = app.actuator("health").get("components").get("asyncRuntime");
      assertThat(up.get("status").asString()).isEqualTo("UP");
      assertThat(up.get("details").get("stuckWorkers")).isEmpty();
      app.runtime().close();
      HttpResponse<String> down = app.get("/actuator/health");
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(RunningApp.json(down).get("components").get("asyncRuntime").get("status").asString())
          .isEqualTo("DOWN");
    }
  }

  @Test
  void downOnceAPanicHasEndedIt() throws InterruptedException {
    try (RunningApp app = RunningApp.with("async-runtime.unhandled-panic=shutdown-runtime",
        "management.endpoint.health.show-details=always")) {
      app.runtime().spawn("mail", Future.failed(new IllegalStateException("planned"))).drop();
      while (!app.runtime().isShutdown()) Thread.onSpinWait();
      HttpResponse<String> health = app.get("/actuator/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(RunningApp.json(health).get("components").get("asyncRuntime").get("status").asString())
          .isEqualTo("DOWN");
    }
  }

  /** With a second one beside it, health is that of the one without a qualifier. */
  @Test
  void aSecondRuntimeIsNoPartOfIt() throws Exception {
    try (RunningApp app =
        RunningApp.of(List.of(BatchRuntimeConfiguration.class), "async-runtime.long-poll.threshold=1ms",
            "async-runtime.health.stuck-worker-threshold=1ms", "management.endpoint.health.show-details=always")) {
      AsyncRuntime batch = app.context().getBean("batchRuntime", AsyncRuntime.class);
      CountDownLatch polling = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      JoinHandle<Object> stuck = batch.spawn(Workloads.holding(polling, release));
      polling.await();
      awaitLongPoll(batch);
      JsonNode beside = app.actuator("health").get("components").get("asyncRuntime");
      assertThat(beside.get("status").asString()).isEqualTo("UP");
      assertThat(beside.get("details").get("stuckWorkers")).isEmpty();
      release.countDown();
      stuck.join();
      batch.close();
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(200);
      app.runtime().close();
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aPropertySwitchesItOff() {
    try (RunningApp app = RunningApp.with("management.endpoint.health.show-details=always",
        "management.health.async-runtime.enabled=false")) {
      assertThat(app.actuator("health").get("components").has("asyncRuntime")).isFalse();
    }
  }

  @Test
  void aStuckWorkerIsNamedAndDegradesOnlyPastTheDurationThatWasSet() throws Exception {
    try (AsyncRuntime runtime =
        AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ofMillis(1)).build()) {
      CountDownLatch polling = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      JoinHandle<Object> stuck = runtime.spawn(Workloads.holding(polling, release));
      polling.await();
      awaitLongPoll(runtime);
      assertThat(indicator(runtime, null).health().getStatus()).isEqualTo(Status.UP);
      assertThat(indicator(runtime, Duration.ofHours(1)).health().getStatus()).isEqualTo(Status.UP);
      assertThat(indicator(runtime, Duration.ofMillis(1)).health().getStatus()).isEqualTo(Status.DOWN);
      assertThat(indicator(runtime, null).health().getDetails().get("stuckWorkers").toString())
          .contains("task=" + stuck.id());
      release.countDown();
      stuck.join();
    }
  }

  @Test
  void aLoopThatWasThrownOutIsCountedAndDegradesOnlyWhereThatWasSet() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      assertThat(withFailures(runtime, 0, true).getStatus()).isEqualTo(Status.UP);
      assertThat(withFailures(runtime, 3, false).getStatus()).isEqualTo(Status.UP);
      assertThat(withFailures(runtime, 3, false).getDetails()).containsEntry("loopFailures", 3L);
      assertThat(withFailures(runtime, 3, true).getStatus()).isEqualTo(Status.DOWN);
    }
  }

  private static Health withFailures(AsyncRuntime runtime, long failures, boolean down) {
    RuntimeMetrics real = runtime.metrics();
    RuntimeMetrics figures = (RuntimeMetrics) Proxy.newProxyInstance(RuntimeMetrics.class.getClassLoader(),
        new Class<?>[] {RuntimeMetrics.class}, (proxy, method, arguments) -> method.getName().equals("loopFailureCount")
            ? (Object) failures
            : method.invoke(real, arguments));
    return new AsyncRuntimeHealthIndicator(runtime, figures, Duration.ZERO, null, down).health();
  }

  private static AsyncRuntimeHealthIndicator indicator(AsyncRuntime runtime, Duration downAfter) {
    return new AsyncRuntimeHealthIndicator(runtime, Duration.ofMillis(1), downAfter);
  }

  /** The watchdog looks from time to time; this ends once it has seen the poll. */
  private static void awaitLongPoll(AsyncRuntime runtime) {
    while (runtime.metrics().workers().get(0).pollingSince().toMillis() < 1) Thread.onSpinWait();
  }
}
