package io.asyncruntime.spring.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.spring.boot.testkit.Workloads;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** Meters of a running application with two runtimes, as Actuator and Prometheus see them. */
@Timeout(120)
class MetersOverHttpTest {
  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = RunningApp.of(List.of(Batch.class), "async-runtime.name=main", "async-runtime.worker-threads=2",
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
    app.context().getBean("batchRuntime", AsyncRuntime.class).spawn(Future.ready(1)).join();
    assertThat(value("async.runtime.tasks.spawned?tag=runtime:batch")).isEqualTo(1);
    assertThat(value("async.runtime.workers?tag=runtime:main")).isEqualTo(2);
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

  private static double value(String meter) {
    JsonNode measurements = app.actuator("metrics/" + meter).get("measurements");
    return measurements.get(0).get("value").asDouble();
  }

  @Configuration(proxyBeanMethods = false)
  static class Batch {
    @Bean(defaultCandidate = false)
    @Qualifier("batch")
    AsyncRuntime batchRuntime() {
      return AsyncRuntime.multiThread().name("batch").workerThreads(1).build();
    }
  }
}
