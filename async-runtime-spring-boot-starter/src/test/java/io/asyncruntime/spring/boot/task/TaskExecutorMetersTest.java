package io.asyncruntime.spring.boot.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.task.AsyncTaskExecutor;
import tools.jackson.databind.JsonNode;

/** A dashboard that shows Boot's executor shows ours. */
@Timeout(60)
class TaskExecutorMetersTest {
  @Test
  void theMetersAreThoseThatBootHasForItsOwn() throws Exception {
    Set<String> boots;
    try (RunningApp app = RunningApp.with()) {
      app.context().getBean("applicationTaskExecutor", AsyncTaskExecutor.class).submit(() -> 1).get();
      boots = executorMeters(app);
    }
    try (RunningApp app = RunningApp.with("async-runtime.task-executor.enabled=true")) {
      assertThat(executorMeters(app)).isEqualTo(boots).isNotEmpty();
    }
  }

  @Test
  void theyCountWhatTheExecutorDoes() throws Exception {
    try (RunningApp app = RunningApp.with("async-runtime.task-executor.enabled=true",
        "async-runtime.blocking.max-threads=1")) {
      AsyncTaskExecutor executor = app.context().getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch mayEnd = new CountDownLatch(1);
      executor.execute(() -> {
        inside.countDown();
        await(mayEnd);
      });
      inside.await();
      Future<?> waiting = executor.submit(() -> 1);
      assertThat(value(app, "executor.active")).isEqualTo(1);
      assertThat(value(app, "executor.queued")).isEqualTo(1);
      assertThat(value(app, "executor.pool.size")).isEqualTo(1);
      assertThat(value(app, "executor.pool.max")).isEqualTo(1);
      assertThat(value(app, "async.runtime.blocking.jobs.running")).isEqualTo(1);
      mayEnd.countDown();
      waiting.get();
      assertThat(value(app, "async.runtime.blocking.jobs.submitted")).isEqualTo(2);
      assertThat(app.actuator("asyncruntime").get("blocking").get("jobs").get("submitted").asInt()).isEqualTo(2);
      executor.submit(() -> 2).get(); // on the same thread, so both before it are counted as completed
      assertThat(value(app, "executor.completed")).isGreaterThanOrEqualTo(2);
    }
  }

  private static Set<String> executorMeters(RunningApp app) {
    Set<String> names = new TreeSet<>();
    for (JsonNode name : app.actuator("metrics").get("names")) {
      if (name.asString().startsWith("executor.")) names.add(name.asString());
    }
    return names;
  }

  private static double value(RunningApp app, String meter) {
    return app.actuator("metrics/" + meter).get("measurements").get(0).get("value").asDouble();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
