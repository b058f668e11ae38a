package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.spring.boot.task.BlockingTaskExecutor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * The meters {@code executor.*} that Spring Boot has for executors of its own, under the names and units by which dashboards
 * know them. What an executor did is counted there; its threads are those of the whole blocking pool.
 */
public final class TaskExecutorMeters implements MeterBinder {
  private final BlockingTaskExecutor executor;
  private final RuntimeMetrics pool;
  private final Tags tags;

  /** Meters of the executor with that bean name, which runs its tasks in that pool. */
  public TaskExecutorMeters(BlockingTaskExecutor executor, RuntimeMetrics pool, String name) {
    this.executor = executor;
    this.pool = pool;
    this.tags = Tags.of("name", name);
  }

  /** Once for each registry, on the thread that sets the registry up. */
  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("executor.completed", executor, BlockingTaskExecutor::completed).tags(tags)
        .baseUnit("tasks")
        .description("Tasks that have completed execution").register(registry);
    gauge(registry, "executor.active", "threads", "Threads that are executing tasks", executor,
        BlockingTaskExecutor::active);
    gauge(registry, "executor.queued", "tasks", "Tasks that wait for a thread", executor, BlockingTaskExecutor::queued);
    gauge(registry, "executor.queue.remaining", "tasks", "Tasks that the queue takes without refusing any", executor,
        any -> Integer.MAX_VALUE);
    gauge(registry, "executor.pool.size", "threads", "Threads in the pool", pool, RuntimeMetrics::numBlockingThreads);
    gauge(registry, "executor.pool.core", "threads", "Threads that the pool keeps when they are idle", pool, any -> 0);
    gauge(registry, "executor.pool.max", "threads", "Most threads of the pool", pool,
        RuntimeMetrics::maxBlockingThreads);
  }

  private <T> void gauge(MeterRegistry registry, String name, String unit, String description, T source,
      ToDoubleFunction<T> figure) {
    Gauge.builder(name, source, figure).tags(tags).baseUnit(unit).description(description).register(registry);
  }
}
