package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.task.BlockingTaskExecutor;
import io.asyncruntime.spring.boot.task.TaskExecutorNotice;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.AsyncConfigurer;

/**
 * The blocking pool as the {@code applicationTaskExecutor}, on request: {@code @Async} and MVC use it, and Boot's own backs
 * off. It does not back off itself where there are other executors, as Boot's would: it was asked for. Not where the application
 * has a bean of that name, or Boot was told to make its own in any case ({@code spring.task.execution.mode=force}).
 */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class, before = TaskExecutionAutoConfiguration.class)
@ConditionalOnBooleanProperty("async-runtime.task-executor.enabled")
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeTaskExecutorAutoConfiguration {
  private static final String NAME = TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME;

  @Bean(NAME)
  @ConditionalOnProperty(name = "spring.task.execution.mode", havingValue = "auto", matchIfMissing = true)
  @ConditionalOnMissingBean(name = NAME)
  BlockingTaskExecutor applicationTaskExecutor(ObjectProvider<AsyncRuntime> runtime) {
    return new BlockingTaskExecutor(runtime::getObject);
  }

  /** Beside other executors Spring would not know which of them {@code @Async} means. */
  @Bean
  @ConditionalOnBean(BlockingTaskExecutor.class)
  @ConditionalOnMissingBean(AsyncConfigurer.class)
  AsyncConfigurer asyncRuntimeAsyncConfigurer(BeanFactory beans) {
    return new AsyncConfigurer() {
      @Override
      public Executor getAsyncExecutor() { return beans.getBean(NAME, Executor.class); }
    };
  }

  @Bean
  @Lazy(false)
  TaskExecutorNotice asyncRuntimeTaskExecutorNotice(ListableBeanFactory beans, Environment environment) {
    return new TaskExecutorNotice(beans, environment);
  }
}
