package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.PanicHandler;
import io.asyncruntime.internal.task.UnreadPanics;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.task.TaskId;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one runtime does about tasks that throw. Any thread. */
final class PanicPolicy implements PanicHandler {
  private static final System.Logger LOG = System.getLogger("io.asyncruntime.task");

  private final RuntimeConfig.PanicMode mode;
  private final @Nullable Consumer<? super TaskPanic> listener;
  private final Consumer<String> shutdown;
  private final UnreadPanics watcher = new UnreadPanics();
  private final PanicCounts counts = new PanicCounts();

  /** {@code shutdown} begins the end of the runtime, for the reason given; it must return at once. */
  PanicPolicy(RuntimeConfig config, Consumer<String> shutdown) {
    this.mode = config.panicMode;
    this.listener = config.onTaskPanic;
    this.shutdown = shutdown;
  }

  @Override
  public void panicked(JoinableTask<?> task, Throwable cause) {
    counts.count(task.taskName());
    if (cause instanceof VirtualMachineError || cause instanceof LinkageError) {
      LOG.log(System.Logger.Level.ERROR, describe(task) + " ended with an error of the JVM", cause);
    }
    FlightEvents.taskPanic(task, cause);
    if (listener != null) {
      InContext.run(task, () -> tell(listener, task, cause));
    }
    if (mode == RuntimeConfig.PanicMode.SHUTDOWN) {
      LOG.log(System.Logger.Level.ERROR, describe(task) + " panicked; the runtime shuts down", cause);
      shutdown.accept(describe(task) + " panicked: " + cause);
    }
  }

  private static void tell(Consumer<? super TaskPanic> listener, JoinableTask<?> task, Throwable cause) {
    try {
      listener.accept(new TaskPanic(new TaskId(task.taskId()),
          Names.shown(Objects.requireNonNullElse(task.taskName(), "")), task.kind(), Thread.currentThread().getName(),
          cause));
    } catch (Throwable failure) {
      LOG.log(System.Logger.Level.ERROR, "the onTaskPanic listener threw for " + describe(task), failure);
    }
  }

  @Override
  public void unread(TaskRef task, Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, describe(task) + " panicked, and nobody holds its JoinHandle", cause);
  }

  @Override
  public boolean wantsUnread() {
    return mode == RuntimeConfig.PanicMode.LOG;
  }

  @Override
  public UnreadPanics watcher() {
    return watcher;
  }

  /** How many tasks threw, by name. */
  Map<String, Long> counts() {
    return counts.counts();
  }

  private static String describe(TaskRef task) {
    String name = task.taskName();
    return name == null ? "task " + task.taskId() : "task " + task.taskId() + " " + Names.quote(name);
  }
}
