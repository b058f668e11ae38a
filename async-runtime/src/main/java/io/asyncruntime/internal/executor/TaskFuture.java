package io.asyncruntime.internal.executor;

import io.asyncruntime.internal.scheduler.shared.Scheduler;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What {@link TaskExecutorService} gives for submitted work. It waits as the runtime's threads must be waited for. */
final class TaskFuture<T extends @Nullable Object> extends FutureTask<T> {
  private final Scheduler runtime;
  private final OnceEvent finished = new OnceEvent();

  TaskFuture(Scheduler runtime, Callable<T> work) {
    super(work);
    this.runtime = runtime;
  }

  /** Happens once this is done, in whichever way. */
  OnceEvent finished() {
    return finished;
  }

  @Override
  protected void done() {
    finished.happen();
  }

  /** Interrupts nobody: the thread that runs this also runs other tasks. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return super.cancel(false);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    if (!isDone()) {
      RuntimeWait.until(runtime, finished);
    }
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    if (!isDone()) {
      waitFor(Duration.ofNanos(unit.toNanos(timeout)));
    }
    return super.get();
  }

  private void waitFor(Duration limit) throws InterruptedException, TimeoutException {
    try {
      RuntimeWait.until(runtime, finished, limit);
    } catch (TimeoutException late) {
      if (!isDone()) { throw late; } // a runtime that was shut down meanwhile has cancelled this
    }
  }
}
