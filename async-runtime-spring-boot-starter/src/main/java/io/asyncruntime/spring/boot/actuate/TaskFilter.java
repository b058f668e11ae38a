package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskStatus;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a list shows; what is null lets every task pass.
 *
 * @param status what the task is doing
 * @param name part of its name, in the same case
 * @param minAge its age at least
 */
record TaskFilter(
    @Nullable TaskStatus status,
    @Nullable String name,
    @Nullable Duration minAge) implements Predicate<TaskInfo> {
  @Override
  public boolean test(TaskInfo task) {
    return (status == null || task.status() == status)
        && (name == null || task.name().contains(name))
        && (minAge == null || task.age().compareTo(minAge) >= 0);
  }
}
