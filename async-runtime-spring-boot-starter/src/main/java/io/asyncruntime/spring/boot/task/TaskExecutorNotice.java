package io.asyncruntime.spring.boot.task;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Says in one warning, once all beans are made, where {@code async-runtime.task-executor.enabled} does not do what it says, or
 * does it against another setting. The thread that refreshes the context.
 */
public final class TaskExecutorNotice implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(TaskExecutorNotice.class);

  private final ListableBeanFactory beans;
  private final Environment environment;

  /** A notice for the context with these beans. */
  public TaskExecutorNotice(ListableBeanFactory beans, Environment environment) {
    this.beans = beans;
    this.environment = environment;
  }

  /** Whether the blocking pool is an executor of the context with these beans. */
  public static boolean inForce(ListableBeanFactory beans) {
    return beans.getBeanNamesForType(BlockingTaskExecutor.class, true, false).length > 0;
  }

  @Override
  public void afterSingletonsInstantiated() {
    String notice = inForce(beans) ? overruled() : withoutEffect();
    if (notice != null) LOG.warn(notice);
  }

  private @Nullable String overruled() {
    if (!environment.getProperty("spring.threads.virtual.enabled", boolean.class, false)) return null;
    return "async-runtime.task-executor.enabled wins over spring.threads.virtual.enabled: @Async methods and MVC run on the "
        + "platform threads of the async runtime's blocking pool, not on virtual threads. Switch one of the two off";
  }

  private String withoutEffect() {
    return "async-runtime.task-executor.enabled has no effect: "
        + ("force".equals(environment.getProperty("spring.task.execution.mode"))
            ? "spring.task.execution.mode=force has Spring Boot make its own applicationTaskExecutor"
            : "the application has a bean of that name, applicationTaskExecutor");
  }
}
