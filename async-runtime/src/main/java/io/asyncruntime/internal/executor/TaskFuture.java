package io.asyncruntime.internal.executor;

import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.internal.util.Names;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What {@link TaskExecutorService} gives for submitted work. It waits as the runtime's threads must be waited for. */
final class TaskFuture<T extends @Nullable Object> extends FutureTask<T> implements Names.Wrapper {
  private final Scheduler runtime;
  private final OnceEvent finished = new OnceEvent();

  /** Until this is done, as {@link FutureTask} keeps it. Any thread. */
  private volatile @Nullable Object submitted;

  TaskFuture(Scheduler runtime, Callable<T> work) {
    this(runtime, work, work);
  }

  /** {@code submitted} is what the user handed over, {@code work} does it. */
  TaskFuture(Scheduler runtime, Callable<T> work, Object submitted) {
    super(work);
    this.runtime = runtime;
    this.submitted = submitted;
  }

  /** What the user handed over, by whose class a dump calls the task. */
  @Override
  public Object wrapped() {
    Object pending = submitted;
    return pending == null ? finished : pending;
  }

  /** Happens once this is done, in whichever way. */
  OnceEvent finished() {
    return finished;
  }

  @Override
  protected void done() {
    submitted = null;
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
