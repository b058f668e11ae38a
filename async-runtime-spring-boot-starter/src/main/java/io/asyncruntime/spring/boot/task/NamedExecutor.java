package io.asyncruntime.spring.boot.task;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.springframework.core.task.TaskRejectedException;

/**
 * A place for blocking work that {@code @Async("jdbc")} can name: a lane, or the blocking pool of a runtime. A mere
 * {@link Executor}, so that nobody takes it for the executor of the application. Any thread.
 */
public final class NamedExecutor implements Executor {
  private final AsyncRuntime runtime;
  private final String lane;

  /**
   * @param lane the name of a lane of the runtime; empty for its blocking pool
   */
  public NamedExecutor(AsyncRuntime runtime, String lane) {
    this.runtime = runtime;
    this.lane = lane;
  }

  /** The runtime in which the work is. */
  AsyncRuntime runtime() {
    return runtime;
  }

  /** Runs the work, and gives its result; dropped, it aborts. A full lane is waited for without a thread. */
  <T> Future<T> run(Callable<T> work) {
    return lane.isEmpty() ? new AbortingFuture<>(runtime.spawnBlocking(work)) : runtime.blockingLane(lane).run(work);
  }

  /**
   * Queues the task.
   *
   * @throws TaskRejectedException when the runtime is shut down
   */
  @Override
  public void execute(Runnable task) {
    if (runtime.isShutdown()) {
      throw new TaskRejectedException(
          "The async runtime '" + runtime.name() + "' is shut down and takes no more tasks");
    }
    Callable<Boolean> work = () -> {
      task.run();
      return true;
    };
    runtime.spawn(Future.lazy(() -> run(work))).drop();
  }
}
