package io.asyncruntime.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.task.JoinHandle;
import org.junit.jupiter.api.Test;

/** Each endpoint has an access level of its own. */
class EndpointAccessTest {
  @Test
  void nobodyAbortsATaskWithoutHavingAskedForIt() {
    try (RunningApp app = RunningApp.with("async-runtime.shutdown.timeout=10ms")) {
      JoinHandle<Void> task = app.runtime().spawn(Future.<Void>pending());
      assertThat(app.delete("/actuator/asynctasks/" + task.id()).statusCode()).isEqualTo(405);
      assertThat(task.isFinished()).isFalse();
    }
  }

  @Test
  void unrestrictedAccessAborts() {
    try (RunningApp app = RunningApp.with("management.endpoint.asynctasks.access=unrestricted")) {
      JoinHandle<Void> task = app.runtime().spawn(Future.<Void>pending());
      assertThat(app.delete("/actuator/asynctasks/" + task.id()).statusCode()).isEqualTo(200);
      assertThat(task.toCompletableFuture().handle((value, failure) -> failure).join()).isNotNull();
    }
  }

  @Test
  void readOnlyTasksCannotBeAborted() {
    try (RunningApp app = RunningApp.with("management.endpoint.asynctasks.access=read-only",
        "async-runtime.shutdown.timeout=10ms")) {
      JoinHandle<Void> task = app.runtime().spawn(Future.<Void>pending());
      assertThat(app.delete("/actuator/asynctasks/" + task.id()).statusCode()).isEqualTo(405);
      assertThat(app.get("/actuator/asynctasks/" + task.id()).statusCode()).isEqualTo(200);
      assertThat(task.isFinished()).isFalse();
    }
  }

  @Test
  void noneTakesOneEndpointAwayAndLeavesTheOthers() {
    try (RunningApp app = RunningApp.with("management.endpoint.asynctasks.access=none",
        "management.endpoint.asyncmutexes.access=none")) {
      assertThat(app.get("/actuator/asynctasks").statusCode()).isEqualTo(404);
      assertThat(app.get("/actuator/asyncmutexes").statusCode()).isEqualTo(404);
      assertThat(app.get("/actuator/asyncworkers").statusCode()).isEqualTo(200);
      assertThat(app.get("/actuator/asyncruntime").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDisabledRuntimeHasNoEndpoints() {
    try (RunningApp app = RunningApp.with("async-runtime.enabled=false")) {
      assertThat(app.get("/actuator/asyncruntime").statusCode()).isEqualTo(404);
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(200);
    }
  }
}
