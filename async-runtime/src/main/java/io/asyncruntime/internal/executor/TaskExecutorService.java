package io.asyncruntime.internal.executor;

import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.Spawner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A runtime as an executor service: each command is one task of it, and the view has an end of its own. Any thread.
 *
 * <p>One word says how far it is: twice the number of commands that have not ended, plus one when it is shut down. So a command
 * is counted only while it is open, and whoever brings the word to 1, the last command or the shutdown, announces the end.
 */
public final class TaskExecutorService extends AbstractExecutorService {
  private static final long SHUT_DOWN = 1;
  private static final long COMMAND = 2;

  private final Spawner spawner;
  private final Scheduler runtime;
  private final AtomicLong state = new AtomicLong(); // any thread
  private final Set<TaskCommand> commands = ConcurrentHashMap.newKeySet(); // those that have not ended; any thread
  private final OnceEvent terminated = new OnceEvent();

  /** {@code spawner} is the face of {@code runtime}, which is not forgotten as long as somebody holds this. */
  public TaskExecutorService(Spawner spawner, Scheduler runtime) {
    this.spawner = spawner;
    this.runtime = runtime;
  }

  @Override
  public void execute(Runnable command) {
    TaskCommand task = new TaskCommand(this, Objects.requireNonNull(command, "command"));
    if (isShutdown() || !begin()) {
      throw new RejectedExecutionException("this executor service, or its runtime \"" + runtime.config().name
          + "\", is shut down");
    }
    try {
      commands.add(task);
      spawner.spawn(task).drop();
    } catch (Throwable noMemory) {
      task.withdraw(); // counted as ended; should it be queued all the same, it finds itself begun
      throw noMemory;
    }
  }

  /** Counts one more command, unless shut down. */
  private boolean begin() {
    long seen = state.get();
    while ((seen & SHUT_DOWN) == 0) {
      if (state.compareAndSet(seen, seen + COMMAND)) { return true; }
      seen = state.get();
    }
    return false;
  }

  /** Whoever ended a command, once for each. */
  void ended(TaskCommand command) {
    commands.remove(command);
    announce(state.addAndGet(-COMMAND));
  }

  private void announce(long reached) {
    if (reached == SHUT_DOWN) {
      terminated.happen();
    }
  }

  @Override
  public void shutdown() {
    announce(state.updateAndGet(seen -> seen | SHUT_DOWN));
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    List<Runnable> neverRun = new ArrayList<>();
    for (TaskCommand command : commands) {
      if (command.withdraw()) {
        neverRun.add(command.command());
      }
    }
    return neverRun;
  }

  @Override
  public boolean isShutdown() {
    announceIfShutdown();
    return (state.get() & SHUT_DOWN) != 0;
  }

  /** Any thread. After the shutdown of the runtime: tells those who wait for the end of this view, if it has come. */
  void announceIfShutdown() {
    if (runtime.isEnding()) {
      shutdown();
    }
  }

  @Override
  public boolean isTerminated() { return isShutdown() && state.get() == SHUT_DOWN; }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(unit, "unit");
    if (isTerminated()) { return true; }
    JoinHandle<Void> watch = runtime.config().multiThread
        ? spawner.spawn("awaitTermination", new RuntimeWatch(this))
        : null; // who waits drives the runtime, and so sees its end
    try {
      RuntimeWait.until(runtime, terminated, Duration.ofNanos(unit.toNanos(timeout)));
      return true;
    } catch (TimeoutException late) {
      return isTerminated(); // as it may be after a shutdown of a runtime that this thread drove
    } finally {
      if (watch != null) {
        watch.abort();
        watch.drop();
      }
    }
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> work)
      throws InterruptedException, ExecutionException {
    try {
      return new FirstSuccess<T>(runtime).of(this, work, null);
    } catch (TimeoutException impossible) {
      throw new IllegalStateException(impossible); // it waited without limit
    }
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> work, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return new FirstSuccess<T>(runtime).of(this, work, Duration.ofNanos(unit.toNanos(timeout)));
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> work) {
    return new TaskFuture<>(runtime, work);
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable work, T result) {
    return new TaskFuture<>(runtime, Executors.callable(work, result), work);
  }

  /** How many commands have not ended. */
  @Override
  public String toString() {
    return "ExecutorService of " + spawner + "[" + state.get() / COMMAND + " commands"
        + (isShutdown() ? ", shut down]" : "]");
  }
}
