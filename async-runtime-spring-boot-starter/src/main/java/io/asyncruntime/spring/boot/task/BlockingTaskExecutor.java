package io.asyncruntime.spring.boot.task;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;

/**
 * Runs what Spring hands over ({@code @Async} methods, callables of MVC) on the blocking pool of the runtime, where it may
 * block. Any thread may call it. What a task throws goes the way of every unread failure of the runtime.
 */
public final class BlockingTaskExecutor implements AsyncTaskExecutor {
  private final Supplier<AsyncRuntime> runtime;

  // Any thread.
  private final LongAdder submitted = new LongAdder();
  private final LongAdder begun = new LongAdder();
  private final LongAdder completed = new LongAdder();

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
    JoinHandle<Void> handle = pool.spawnBlocking(() -> run(task));
    // A shutdown between the two lines above gives a handle that is cancelled from the start.
    if (pool.isShutdown() && handle.toCompletableFuture().isCancelled()) throw rejected(pool);
    submitted.increment();
  }

  private void run(Runnable task) {
    begun.increment();
    try {
      task.run();
    } finally {
      completed.increment();
    }
  }

  /** Tasks that have ended, whatever their result. */
  public long completed() {
    return completed.sum();
  }

  /** Tasks that run now. */
  public long active() {
    long ended = completed.sum(); // first, so that the difference is never negative
    return begun.sum() - ended;
  }

  /** Tasks that wait for a thread; after a shutdown also those that will never have one. */
  public long queued() {
    return Math.max(0, submitted.sum() - begun.sum()); // a task may begin before it is counted
  }

  private static TaskRejectedException rejected(AsyncRuntime pool) {
    return new TaskRejectedException("The async runtime '" + pool.name() + "' is shut down and takes no more tasks");
  }
}
