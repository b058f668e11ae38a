package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.PanicHandler;
import io.asyncruntime.internal.task.UnreadPanics;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.task.TaskId;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one runtime does about tasks that throw. Any thread. */
public final class PanicPolicy implements PanicHandler {
  private static final Door JVM = new Door("io.asyncruntime.task", "{} ended with an error of the JVM");
  private static final Door RUIN = new Door("io.asyncruntime.task", "{} panicked; the runtime shuts down");
  private static final Door UNREAD = new Door("io.asyncruntime.task", "{} panicked, and nobody holds its JoinHandle");
  private static final Door LISTENER = new Door("io.asyncruntime.task", "the onTaskPanic listener threw for {}");
  private static final Door COUNT = new Door("io.asyncruntime.task", "the panic of {} is not counted by its name");
  private static final Door END =
      new Door("io.asyncruntime.task", "{} panicked, and the runtime could not be shut down");

  /** What happens when a task throws. */
  public enum Mode {
    /** A panic that nobody can see any more is logged. */
    LOG,
    /** Nothing. */
    IGNORE,
    /** The runtime shuts down. */
    SHUTDOWN
  }

  private final Mode mode;
  private final @Nullable Consumer<? super TaskPanic> listener;
  private final Consumer<String> shutdown;
  private final UnreadPanics watcher = new UnreadPanics();
  private final PanicCounts counts = new PanicCounts();

  /** {@code shutdown} begins the end of the runtime, for the reason given; it must return at once. */
  public PanicPolicy(Mode mode, @Nullable Consumer<? super TaskPanic> listener, Consumer<String> shutdown) {
    this.mode = mode;
    this.listener = listener;
    this.shutdown = shutdown;
  }

  /** Each step comes, whatever becomes of the others. */
  @Override
  public void panicked(JoinableTask<?> task, Throwable cause) {
    count(task);
    FlightEvents.taskPanic(task, cause);
    if (cause instanceof VirtualMachineError || cause instanceof LinkageError) {
      JVM.threw(task, cause);
    }
    if (listener != null) {
      tell(listener, task, cause);
    }
    if (mode == Mode.SHUTDOWN) {
      RUIN.threw(task, cause);
      end(task, cause);
    }
  }

  private void count(JoinableTask<?> task) {
    try {
      counts.count(task.taskName());
    } catch (Throwable failure) {
      COUNT.threw(task, failure);
    }
  }

  private static void tell(Consumer<? super TaskPanic> listener, JoinableTask<?> task, Throwable cause) {
    try {
      TaskPanic panic = new TaskPanic(new TaskId(task.taskId()),
          Names.shown(Objects.requireNonNullElse(task.taskName(), "")), task.kind(), Thread.currentThread().getName(),
          cause);
      InContext.run(task, () -> LISTENER.tell(listener, panic, task));
    } catch (Throwable failure) {
      LISTENER.threw(task, failure);
    }
  }

  private void end(JoinableTask<?> task, Throwable cause) {
    try {
      shutdown.accept(reason(task, cause));
    } catch (Throwable failure) {
      END.threw(task, failure);
    }
  }

  /** The text of what was thrown is foreign. */
  private static String reason(JoinableTask<?> task, Throwable cause) {
    try {
      return task + " panicked: " + cause;
    } catch (Throwable failure) {
      return "a task panicked";
    }
  }

  @Override
  public void unread(TaskRef task, Throwable cause) {
    UNREAD.threw(task, cause);
  }

  @Override
  public boolean wantsUnread() {
    return mode == Mode.LOG;
  }

  @Override
  public UnreadPanics watcher() {
    return watcher;
  }

  /** How many tasks threw, by name. */
  public Map<String, Long> counts() {
    return counts.counts();
  }
}
