package io.asyncruntime.spring.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeObservationAutoConfiguration;
import io.asyncruntime.task.TaskId;
import io.asyncruntime.task.TaskMeta;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

@Timeout(60)
class TaskObservationsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
      AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class, AsyncRuntimeObservationAutoConfiguration.class))
      .withBean(ObservationRegistry.class, () -> observations);

  @BeforeEach
  void observe() {
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
  }

  @Test
  void namedTasksAreTimedOnRequest() {
    runner.withPropertyValues("async-runtime.observations.enabled=true").run(this::runTasks);
    assertThat(meters.get("async.runtime.task").timers()).singleElement()
        .returns("mail", timer -> timer.getId().getTag("task")).returns(2L, Timer::count);
  }

  @Test
  void nothingIsObservedUnlessAsked() {
    runner.run(this::runTasks);
    assertThat(meters.getMeters()).isEmpty();
  }

  /** The context is closed before the meters are read, so that every task has ended. */
  private void runTasks(ApplicationContext context) {
    AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
    runtime.spawn("mail", Future.ready(1)).join();
    runtime.spawn("mail", Future.ready(2)).join();
    runtime.spawn(Future.ready(3)).join();
  }

  @Test
  void namesAreBounded() {
    TaskObservations hooks = new TaskObservations(observations);
    for (int i = 0; i < TaskObservations.NAMES + 10; i++) {
      TaskMeta task = new TaskMeta(new TaskId(i), "task " + i);
      hooks.onSpawn(task);
      hooks.onTerminate(task);
    }
    assertThat(meters.get("async.runtime.task").timers()).hasSize(TaskObservations.NAMES + 1);
    assertThat(meters.get("async.runtime.task").tag("task", "other").timer().count()).isEqualTo(10);
  }
}
