package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;

/**
 * A live task in a list: its names and figures, nothing of what it works on.
 *
 * @param id number of the task
 * @param name the name it was given, or the empty string
 * @param kind {@code async}, {@code local} or {@code blocking}
 * @param status {@code running}, {@code scheduled} or {@code idle}
 * @param age time since it was spawned
 * @param polls how often it was polled
 * @param wakes how often it was woken
 * @param spawnedAt where it was spawned
 * @param waitingOn what it waits for, or the empty string
 */
public record TaskAnswer(
    long id,
    String name,
    String kind,
    String status,
    Duration age,
    long polls,
    long wakes,
    String spawnedAt,
    String waitingOn) {
  static TaskAnswer of(TaskInfo task) {
    return new TaskAnswer(task.id().value(), DisplayNames.of(task.name()), DisplayNames.of(task.kind()),
        DisplayNames.of(task.status()), task.age(), task.polls(), task.wakes(), DisplayNames.of(task.spawnedAt()),
        DisplayNames.of(task.waitingOn()));
  }
}
