package io.asyncruntime.spring.boot.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeTaskExecutorAutoConfiguration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
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
  void notBesideAnExecutorOfTheApplication() {
    enabled.withBean(Executor.class, () -> Executors.newSingleThreadExecutor())
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BlockingTaskExecutor.class));
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
