package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.task.BlockingTaskExecutor;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.AsyncTaskExecutor;

/**
 * The blocking pool as the {@code applicationTaskExecutor}, on request: {@code @Async} and MVC use it, and Boot's own backs
 * off. Not where Boot was told to make its own in any case ({@code spring.task.execution.mode=force}).
 */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class, before = TaskExecutionAutoConfiguration.class)
@ConditionalOnBooleanProperty("async-runtime.task-executor.enabled")
@ConditionalOnProperty(name = "spring.task.execution.mode", havingValue = "auto", matchIfMissing = true)
@ConditionalOnSingleCandidate(AsyncRuntime.class)
@ConditionalOnMissingBean(Executor.class)
public final class AsyncRuntimeTaskExecutorAutoConfiguration {
  @Bean(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME)
  AsyncTaskExecutor applicationTaskExecutor(ObjectProvider<AsyncRuntime> runtime) {
    return new BlockingTaskExecutor(runtime::getObject);
  }
}
