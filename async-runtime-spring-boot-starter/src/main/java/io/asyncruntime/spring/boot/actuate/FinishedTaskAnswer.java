package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.metrics.FinishedTask;
import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;
import java.time.Instant;

/**
 * A task that has ended, in a list: nothing of what it worked on, nor of what its failure says.
 *
 * @param id number of the task
 * @param name the name it was given, or the empty string
 * @param kind {@code async}, {@code local} or {@code blocking}
 * @param outcome {@code completed}, {@code cancelled} or {@code panicked}
 * @param endedAt wall-clock time of its end
 * @param lived time from its spawn to its end
 * @param failure name of the class of what it threw, or the empty string
 */
public record FinishedTaskAnswer(
    long id,
    String name,
    String kind,
    String outcome,
    Instant endedAt,
    Duration lived,
    String failure) {
  static FinishedTaskAnswer of(FinishedTask task) {
    return new FinishedTaskAnswer(task.id().value(), DisplayNames.of(task.name()), DisplayNames.of(task.kind()),
        DisplayNames.of(task.outcome()), task.endedAt(), task.lived(), DisplayNames.of(task.failure()));
  }
}
