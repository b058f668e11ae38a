package io.asyncruntime.spring.boot.task;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.task.JoinHandle;
import java.util.function.Supplier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;

/**
 * Runs what Spring hands over ({@code @Async} methods, callables of MVC) on the blocking pool of the runtime, where it may
 * block. Any thread may call it. What a task throws goes the way of every unread failure of the runtime.
 */
public final class BlockingTaskExecutor implements AsyncTaskExecutor {
  private final Supplier<AsyncRuntime> runtime;

  /**
   * @param runtime gives the runtime, at every call
   */
  public BlockingTaskExecutor(Supplier<AsyncRuntime> runtime) {
    this.runtime = runtime;
  }

  /**
   * Queues the task.
   *
   * @throws TaskRejectedException when the runtime is shut down
   */
  @Override
  public void execute(Runnable task) {
    AsyncRuntime pool = runtime.get();
    if (pool.isShutdown()) throw rejected(pool);
    JoinHandle<Void> handle = pool.spawnBlocking(task::run);
    // A shutdown between the two lines above gives a handle that is cancelled from the start.
    if (pool.isShutdown() && handle.toCompletableFuture().isCancelled()) throw rejected(pool);
  }

  private static TaskRejectedException rejected(AsyncRuntime pool) {
    return new TaskRejectedException("The async runtime '" + pool.name() + "' is shut down and takes no more tasks");
  }
}
