package io.asyncruntime.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.task.JoinHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A service on the current-thread flavor. */
@Timeout(60)
class CurrentThreadAppTest {
  @Test
  void theDriverAdvancesTasksAndTheEndpointsShowThem() {
    try (RunningApp app = RunningApp.with("async-runtime.flavor=current-thread",
        "async-runtime.thread-name-prefix=one-", "async-runtime.shutdown.timeout=1s")) {
      JoinHandle<String> task = app.runtime().spawn(
          Future.lazy(() -> Future.ready(Thread.currentThread().getName())));
      assertThat(task.join()).isEqualTo("one-driver");
      JsonNode overview = app.actuator("asyncruntime");
      assertThat(overview.get("flavor").asString()).isEqualTo("current-thread");
      assertThat(overview.get("configuration").get("global-queue-interval").asInt()).isEqualTo(31);
      assertThat(app.actuator("asyncworkers").get("workers")).hasSize(1);
      assertThat(app.actuator("health").get("status").asString()).isEqualTo("UP");
    }
  }

  @Test
  void requestThreadsMayBlockOnItBesideTheDriver() {
    try (RunningApp app = RunningApp.with("async-runtime.flavor=current-thread", "async-runtime.shutdown.timeout=1s")) {
      var mutex = app.runtime().mutex("seats", 0);
      Workloads.contend(app.runtime(), mutex);
      assertThat(app.actuator("asyncmutexes/seats").get("mutexes").get(0).get("contended").asLong()).isPositive();
    }
  }

  @Test
  void itStopsWithoutHangingOnItsDriver() {
    RunningApp app = RunningApp.with("async-runtime.flavor=current-thread", "async-runtime.shutdown.timeout=1s");
    AsyncRuntime runtime = app.runtime();
    AsyncRuntimeLifecycle lifecycle = app.context().getBean(AsyncRuntimeLifecycle.class);
    JoinHandle<Void> unfinished = runtime.spawn(Future.<Void>pending());
    app.close();
    assertThat(runtime.isShutdown()).isTrue();
    assertThat(unfinished.isFinished()).isTrue();
    assertThat(lifecycle.report()).isPresent();
  }
}
