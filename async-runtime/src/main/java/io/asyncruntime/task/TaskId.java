package io.asyncruntime.task;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.TaskRef;
import java.util.Optional;

/**
 * The number of a task: unique in this process, not sequential, and of no other meaning.
 *
 * @param value the number
 */
public record TaskId(long value) {
  /** The task that the calling code runs in; empty outside a task, also in the body of {@code blockOn}. */
  public static Optional<TaskId> current() {
    TaskRef task = Ambient.current().task();
    return task == null ? Optional.empty() : Optional.of(new TaskId(task.taskId()));
  }

  /** The number alone. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
