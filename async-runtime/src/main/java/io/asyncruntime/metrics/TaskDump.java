package io.asyncruntime.metrics;

import io.asyncruntime.internal.util.Names;
import java.time.Instant;
import java.util.List;

/**
 * All live tasks of a runtime at one moment.
 *
 * @param at wall-clock time of the dump
 * @param tasks the tasks, oldest first
 */
public record TaskDump(Instant at, List<TaskInfo> tasks) {
  /** Copies the list. */
  public TaskDump {
    tasks = List.copyOf(tasks);
  }

  /** The dump as a person would read it: a line a task, its stack below it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(64 + 128 * tasks.size());
    text.append(tasks.size()).append(tasks.size() == 1 ? " task at " : " tasks at ").append(at).append('\n');
    tasks.forEach(task -> append(text, task));
    return text.toString();
  }

  private static void append(StringBuilder text, TaskInfo task) {
    text.append("task ").append(task.id());
    if (!task.name().isEmpty()) {
      text.append(' ').append(Names.quote(task.name()));
    }
    text.append(' ').append(task.kind()).append(' ').append(task.status());
    text.append(", age ").append(task.age().toMillis()).append(" ms, polls ").append(task.polls());
    text.append(", wakes ").append(task.wakes()).append(" (").append(task.selfWakes()).append(" by itself)");
    if (!task.spawnedAt().isEmpty()) {
      text.append(", spawned at ").append(task.spawnedAt());
    }
    if (!task.waitingOn().isEmpty()) {
      text.append(", waiting on ").append(task.waitingOn());
    }
    text.append('\n');
    task.stack().forEach(frame -> text.append("    at ").append(frame).append('\n'));
  }
}
