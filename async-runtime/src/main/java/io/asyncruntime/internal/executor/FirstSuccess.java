package io.asyncruntime.internal.executor;

import io.asyncruntime.internal.scheduler.shared.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One call of {@code invokeAny}: all work is begun, the first that succeeds is the result, and the rest is cancelled. */
final class FirstSuccess<T extends @Nullable Object> {
  private final Scheduler runtime;
  private final List<TaskFuture<T>> tasks = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<@Nullable TaskFuture<T>> decisive = new AtomicReference<>(); // a success, or the last failure
  private final OnceEvent decided = new OnceEvent(); // after decisive

  FirstSuccess(Scheduler runtime) {
    this.runtime = runtime;
  }

  /** {@code limit} null waits for ever. */
  T of(Executor executor, Collection<? extends Callable<T>> work, @Nullable Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (Callable<T> each : work) {
      tasks.add(new TaskFuture<>(runtime, Objects.requireNonNull(each, "work")));
    }
    if (tasks.isEmpty()) { throw new IllegalArgumentException("invokeAny needs at least one piece of work"); }
    try {
      for (TaskFuture<T> task : tasks) {
        task.finished().thenRun(() -> look(task));
        executor.execute(task);
      }
      await(limit);
      return result();
    } finally {
      tasks.forEach(task -> task.cancel(false));
    }
  }

  private void await(@Nullable Duration limit) throws InterruptedException, TimeoutException {
    if (limit == null) {
      RuntimeWait.until(runtime, decided);
    } else {
      RuntimeWait.until(runtime, decided, limit);
    }
  }

  private T result() throws InterruptedException, ExecutionException {
    try {
      return Objects.requireNonNull(decisive.get(), "decisive").get();
    } catch (CancellationException cancelled) {
      throw new ExecutionException(cancelled);
    }
  }

  /** Whoever finished a task. */
  private void look(TaskFuture<T> task) {
    boolean decides = succeeded(task) || failures.incrementAndGet() == tasks.size();
    if (decides && decisive.compareAndSet(null, task)) {
      decided.happen();
    }
  }

  private static boolean succeeded(TaskFuture<?> done) {
    if (done.isCancelled()) { return false; }
    try {
      done.get();
      return true;
    } catch (ExecutionException | InterruptedException failed) {
      return false;
    }
  }
}
