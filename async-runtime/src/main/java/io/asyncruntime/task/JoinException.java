package io.asyncruntime.task;

import io.asyncruntime.internal.util.Names;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task gave no value: it was cancelled, or it threw. Thrown by the poll of its {@link JoinHandle}; the task's own failure
 * is the {@linkplain #getCause() cause}.
 */
public final class JoinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TaskId taskId;

  private JoinException(TaskId taskId, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.taskId = taskId;
  }

  /** Of a task that was aborted, or dropped by a shutdown. */
  public static JoinException cancelled(TaskId id, @Nullable String name) {
    return new JoinException(id, describe(id, name) + " was cancelled", null);
  }

  /** Of a task whose future threw {@code cause}. */
  public static JoinException panic(TaskId id, @Nullable String name, Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    return new JoinException(id, describe(id, name) + " panicked: " + cause, cause);
  }

  private static String describe(TaskId id, @Nullable String name) {
    return name == null ? "task " + id : "task " + id + " " + Names.quote(name);
  }

  /** Whether the task was dropped before it completed. */
  public boolean isCancelled() { return getCause() == null; }

  /** Whether the task's future threw; {@link #getCause()} is what it threw. */
  public boolean isPanic() {
    return getCause() != null;
  }

  /** Which task. */
  public TaskId taskId() {
    return taskId;
  }
}
