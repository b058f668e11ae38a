package io.asyncruntime.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.BatchRuntimeConfiguration;
import io.asyncruntime.spring.boot.testkit.FutureController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinHandle;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A second runtime with a qualifier: what Actuator shows, and whatever else asks for a runtime, is that of the one without. */
@Timeout(120)
class TwoRuntimesTest {
  private static RunningApp app;
  private static AsyncRuntime batch;

  @BeforeAll
  static void start() {
    app = RunningApp.of(List.of(BatchRuntimeConfiguration.class, FutureController.class), "async-runtime.name=main",
        "async-runtime.worker-threads=2", "async-runtime.shutdown.timeout=10ms",
        "management.endpoint.asynctasks.access=unrestricted");
    batch = app.context().getBean("batchRuntime", AsyncRuntime.class);
  }

  @AfterAll
  static void stop() {
    app.close();
    assertThat(batch.isShutdown()).as("closed with its context").isTrue();
  }

  @Test
  void theBeanWithoutAQualifierIsThatOfTheStarter() {
    assertThat(app.runtime().name()).isEqualTo("main");
    assertThat(batch.name()).isEqualTo("batch");
  }

  @Test
  void theOverviewIsOfOne() {
    long before = spawned();
    batch.spawn(Future.ready(1)).join();
    assertThat(app.actuator("asyncruntime").get("name").asString()).isEqualTo("main");
    assertThat(app.actuator("asyncruntime").get("blocking").get("lanes")).isEmpty();
    assertThat(spawned()).isEqualTo(before);
    app.runtime().spawn(Future.ready(1)).join();
    assertThat(spawned()).isEqualTo(before + 1);
  }

  private static long spawned() {
    return app.actuator("asyncruntime").get("tasks").get("spawned").asLong();
  }

  @Test
  void workersAreThoseOfOne() {
    assertThat(app.actuator("asyncworkers").get("workers")).hasSize(2);
    assertThat(app.get("/actuator/asyncworkers/1").statusCode()).isEqualTo(200);
    assertThat(app.get("/actuator/asyncworkers/2").statusCode()).isEqualTo(404);
  }

  @Test
  void tasksAreThoseOfOneAndTheOthersCannotBeAborted() {
    JoinHandle<Void> shown = app.runtime().spawn("shown", Future.<Void>pending());
    JoinHandle<Void> hidden = batch.spawn("hidden", Future.<Void>pending());
    try {
      assertThat(app.actuator("asynctasks?name=shown").get("tasks")).hasSize(1);
      assertThat(app.actuator("asynctasks?name=hidden").get("tasks")).isEmpty();
      assertThat(app.getText("/actuator/asynctasks").body()).contains("shown").doesNotContain("hidden");
      app.delete("/actuator/asynctasks/" + hidden.id());
      assertThat(batch.dump().tasks()).anyMatch(task -> task.name().equals("hidden"));
    } finally {
      shown.abort();
      hidden.abort();
    }
  }

  @Test
  void mutexesAreThoseOfOne() {
    Mutex<Integer> ofMain = app.runtime().mutex("seats", 0);
    Mutex<Integer> ofBatch = batch.mutex("rows", 0);
    Workloads.contend(batch, ofBatch);
    JsonNode mutexes = app.actuator("asyncmutexes").get("mutexes");
    assertThat(mutexes.findValuesAsString("name")).containsExactly("seats");
    assertThat(app.get("/actuator/asyncmutexes/rows").statusCode()).isEqualTo(404);
    assertThat(ofMain.metrics().name()).isEqualTo("seats"); // and so it has been alive until here
  }

  @Test
  void futuresOfControllersArePolledByOne() {
    assertThat(app.getText("/value").body()).isEqualTo("polled by main");
  }
}
