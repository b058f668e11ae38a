package io.asyncruntime.spring.boot.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeTaskExecutorAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

@Timeout(60)
class BlockingTaskExecutorTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeTaskExecutorAutoConfiguration.class, TaskExecutionAutoConfiguration.class));
  private final ApplicationContextRunner enabled =
      runner.withPropertyValues("async-runtime.task-executor.enabled=true");

  @Test
  void bootKeepsItsOwnUnlessAskedOtherwise() {
    runner.run(context -> assertThat(context.getBean("applicationTaskExecutor"))
        .isNotInstanceOf(BlockingTaskExecutor.class));
  }

  @Test
  void itTakesTheirPlaceOnRequest() {
    enabled.run(context -> {
      assertThat(context).hasSingleBean(AsyncTaskExecutor.class);
      AsyncTaskExecutor executor = context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
      assertThat(executor).isInstanceOf(BlockingTaskExecutor.class);
      assertThat(executor.submit(AsyncRuntime::tryCurrent).get()).isPresent();
    });
  }

  @Test
  void asyncMethodsRunOnIt() {
    enabled.withUserConfiguration(Mailer.class).run(context -> assertThat(context.getBean(Mailer.class).send().join())
        .isEqualTo("async-runtime"));
  }

  @Test
  void notWhereBootWasToldToMakeItsOwn() {
    enabled.withPropertyValues("spring.task.execution.mode=force").run(context -> assertThat(context).hasNotFailed()
        .doesNotHaveBean(BlockingTaskExecutor.class));
  }

  @Test
  void itWinsBesideExecutorsOfOthers() {
    enabled.withBean("broker", Executor.class, Executors::newSingleThreadExecutor)
        .withBean("scheduler", ScheduledExecutorService.class, Executors::newSingleThreadScheduledExecutor)
        .withUserConfiguration(Mailer.class).run(context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBean("applicationTaskExecutor")).isInstanceOf(BlockingTaskExecutor.class);
          assertThat(context.getBean(Mailer.class).send().join()).isEqualTo("async-runtime");
        });
  }

  @Test
  void whereItsNameIsTakenOneWarningSaysSo() {
    try (LogLines log = new LogLines(TaskExecutorNotice.class)) {
      enabled.withBean("applicationTaskExecutor", Executor.class, Executors::newSingleThreadExecutor)
          .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BlockingTaskExecutor.class));
      assertThat(log.lines()).singleElement().asString()
          .startsWith("WARN async-runtime.task-executor.enabled has no effect").contains("bean of that name");
    }
  }

  @Test
  void whereBootWasToldToMakeItsOwnOneWarningSaysSo() {
    try (LogLines log = new LogLines(TaskExecutorNotice.class)) {
      enabled.withPropertyValues("spring.task.execution.mode=force").run(context -> assertThat(context).hasNotFailed());
      assertThat(log.lines()).singleElement().asString().contains("spring.task.execution.mode=force");
    }
  }

  @Test
  void itWinsOverVirtualThreadsAndSaysSo() {
    try (LogLines log = new LogLines(TaskExecutorNotice.class)) {
      enabled.withPropertyValues("spring.threads.virtual.enabled=true").run(
          context -> assertThat(context.getBean("applicationTaskExecutor")).isInstanceOf(BlockingTaskExecutor.class));
      assertThat(log.lines()).singleElement().asString().contains("spring.threads.virtual.enabled");
    }
  }

  @Test
  void theEndpointShowsWhatIsInForce() {
    try (RunningApp forced = RunningApp.with("async-runtime.task-executor.enabled=true",
        "spring.task.execution.mode=force")) {
      assertThat(shown(forced)).isFalse();
    }
    try (RunningApp app = RunningApp.with("async-runtime.task-executor.enabled=true")) {
      assertThat(shown(app)).isTrue();
    }
  }

  private static boolean shown(RunningApp app) {
    return app.actuator("asyncruntime").get("configuration").get("task-executor.enabled").asBoolean();
  }

  @Test
  void otherwiseNothingIsSaid() {
    try (LogLines log = new LogLines(TaskExecutorNotice.class)) {
      enabled.run(context -> assertThat(context).hasNotFailed());
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void afterTheShutdownItRejects() {
    AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
    BlockingTaskExecutor executor = new BlockingTaskExecutor(() -> runtime);
    runtime.close();
    assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> executor.execute(() -> {
    })).withMessageContaining("is shut down");
  }

  @EnableAsync
  static class Mailer {
    @Async
    public CompletableFuture<String> send() {
      return CompletableFuture.completedFuture(AsyncRuntime.current().name());
    }
  }
}
