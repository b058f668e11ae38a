package io.asyncruntime.spring.boot.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeTaskExecutorAutoConfiguration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Whose threads run what, where several could. */
@Timeout(60)
class ExecutorOfTheApplicationTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeTaskExecutorAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
          TaskSchedulingAutoConfiguration.class))
      .withUserConfiguration(Where.class);

  @Test
  void virtualThreadsOfSpringBootRunAsyncMethodsUnlessTheStarterWasAsked() {
    assumeTrue(Runtime.version().feature() >= 21, "there are virtual threads");
    ApplicationContextRunner virtual = runner.withPropertyValues("spring.threads.virtual.enabled=true");
    virtual.run(context -> assertThat(context.getBean(Where.class).thread().join()).startsWith("VirtualThread["));
    virtual.withPropertyValues("async-runtime.task-executor.enabled=true")
        .run(context -> assertThat(context.getBean(Where.class).thread().join()).contains("async-worker-blocking-"));
  }

  /** As Spring Boot does with JPA's bootstrap-mode=deferred: picks an executor, submits in one bean, waits in another. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsBuiltInTheBackgroundWhileTheContextStartsIsBuiltOnIt(boolean lazy) {
    runner.withPropertyValues("async-runtime.task-executor.enabled=true", "spring.main.lazy-initialization=" + lazy)
        .withBean("otherScheduler", ThreadPoolTaskScheduler.class)
        .withBean(Factory.class).withBean(Repository.class).run(context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBean(Repository.class).builtOn).contains("async-worker-blocking-");
        });
  }

  @EnableAsync
  @EnableScheduling
  static class Where {
    @Async
    public CompletableFuture<String> thread() {
      return CompletableFuture.completedFuture(Thread.currentThread().toString());
    }
  }

  static final class Factory {
    private final Future<String> building;

    Factory(Map<String, AsyncTaskExecutor> executors) {
      AsyncTaskExecutor chosen = executors.size() == 1
          ? executors.values().iterator().next()
          : executors.get("applicationTaskExecutor");
      this.building = chosen.submit(() -> AsyncRuntime.current().name() + " " + Thread.currentThread());
    }
  }

  static final class Repository {
    private final String builtOn;

    Repository(Factory factory) throws InterruptedException, ExecutionException {
      this.builtOn = factory.building.get();
    }
  }
}
