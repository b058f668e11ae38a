package io.asyncruntime.task;

import io.asyncruntime.internal.util.Names;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task gave no value: it was cancelled, or it threw. Thrown by the poll of its {@link JoinHandle}; the task's own failure
 * is the {@linkplain #getCause() cause}. So is the {@code ElapsedException} of a blocking job whose deadline had passed before it began.
 */
public final class JoinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TaskId taskId;

  private final boolean panic;

  private JoinException(TaskId taskId, String message, @Nullable Throwable cause, boolean panic) {
    super(message, cause);
    this.taskId = taskId;
    this.panic = panic;
  }

  /** Of a task that was aborted, or dropped by a shutdown. */
  public static JoinException cancelled(TaskId id, @Nullable String name) {
    return new JoinException(id, describe(id, name) + " was cancelled", null, false);
  }

  /** Of a task whose future threw {@code cause}. */
  public static JoinException panic(TaskId id, @Nullable String name, Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    return new JoinException(id, describe(id, name) + " panicked: " + cause, cause, true);
  }

  /** Of a blocking job that was not run because of {@code why}, such as a deadline that had passed when its turn came. */
  public static JoinException unrun(TaskId id, @Nullable String name, Throwable why) {
    Objects.requireNonNull(why, "why");
    return new JoinException(id, describe(id, name) + " was not run: " + why.getMessage(), why, false);
  }

  private static String describe(TaskId id, @Nullable String name) {
    return name == null ? "task " + id : "task " + id + " " + Names.quote(name);
  }

  /** Whether the task was dropped before it completed, or never ran; the {@linkplain #getCause() cause} says why, if that is known. */
  public boolean isCancelled() {
    return !panic;
  }

  /** Whether the task's future threw; {@link #getCause()} is what it threw. */
  public boolean isPanic() {
    return panic;
  }

  /** Which task. */
  public TaskId taskId() {
    return taskId;
  }
}
