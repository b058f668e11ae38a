package io.asyncruntime.spring.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.BatchRuntimeConfiguration;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.sync.Mutex;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Meters of a running application with two runtimes, as Actuator and Prometheus see them. */
@Timeout(120)
class MetersOverHttpTest {
  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = RunningApp.of(List.of(BatchRuntimeConfiguration.class), "async-runtime.name=main",
        "async-runtime.worker-threads=2", "async-runtime.blocking.lanes.jdbc.max-threads=3",
        "management.info.async-runtime.enabled=true");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void aMeterIsReadWhenItIsAskedFor() {
    double before = value("async.runtime.tasks.completed?tag=runtime:main");
    app.runtime().spawn(Future.ready(1)).join();
    assertThat(value("async.runtime.tasks.completed?tag=runtime:main")).isGreaterThan(before);
  }

  @Test
  void everyRuntimeIsMeasured() {
    batch().spawn(Future.ready(1)).join();
    assertThat(value("async.runtime.tasks.spawned?tag=runtime:batch")).isEqualTo(1);
    assertThat(value("async.runtime.workers?tag=runtime:main")).isEqualTo(2);
  }

  /** Both have a lane, a mutex and a worker of the same name. */
  @Test
  void whatHasTheSameNameInBothIsToldApart() {
    app.runtime().blockOn(app.runtime().blockingLane("jdbc").run(() -> 1));
    batch().blockOn(batch().blockingLane("jdbc").run(() -> 1));
    batch().blockOn(batch().blockingLane("jdbc").run(() -> 2));
    Mutex<Integer> ofMain = app.runtime().mutex("seats", 0);
    Mutex<Integer> ofBatch = batch().mutex("seats", 0);
    app.runtime().blockOn(ofMain.withLock(seats -> seats));
    batch().blockOn(ofBatch.withLock(seats -> seats));
    batch().blockOn(ofBatch.withLock(seats -> seats));
    app.context().getBean(AsyncRuntimeMeters.class).refresh();
    assertThat(value("async.runtime.lane.run.time?tag=lane:jdbc&tag=runtime:main")).isEqualTo(1);
    assertThat(value("async.runtime.lane.run.time?tag=lane:jdbc&tag=runtime:batch")).isEqualTo(2);
    assertThat(value("async.runtime.mutex.acquisitions?tag=mutex:seats&tag=runtime:main")).isEqualTo(1);
    assertThat(value("async.runtime.mutex.acquisitions?tag=mutex:seats&tag=runtime:batch")).isEqualTo(2);
    assertThat(app.getText("/actuator/prometheus").body().lines())
        .anyMatch(line -> line.startsWith("async_runtime_worker_polls_total{runtime=\"main\",worker=\"0\"}"))
        .anyMatch(line -> line.startsWith("async_runtime_worker_polls_total{runtime=\"batch\",worker=\"0\"}"));
  }

  @Test
  void prometheusShowsStealsByWorker() {
    Workloads.stealUntil(app.runtime(), () -> value("async.runtime.worker.steals?tag=runtime:main") > 0);
    assertThat(app.getText("/actuator/prometheus").body().lines())
        .anyMatch(line -> line.startsWith("async_runtime_worker_steals_total{runtime=\"main\",worker=\"0\"}"))
        .anyMatch(line -> line.startsWith("async_runtime_worker_steals_total{runtime=\"main\",worker=\"1\"}"))
        .contains("# HELP async_runtime_worker_steals_total Tasks taken from other workers");
  }

  @Test
  void infoNamesTheRuntimeOnRequest() {
    assertThat(app.actuator("info").get("asyncRuntime").get("name").asString()).isEqualTo("main");
  }

  private static AsyncRuntime batch() {
    return app.context().getBean("batchRuntime", AsyncRuntime.class);
  }

  private static double value(String meter) {
    JsonNode measurements = app.actuator("metrics/" + meter).get("measurements");
    return measurements.get(0).get("value").asDouble();
  }
}
