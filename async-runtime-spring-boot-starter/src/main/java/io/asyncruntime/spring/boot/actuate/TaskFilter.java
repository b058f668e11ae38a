package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.metrics.FinishedTask;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.convert.DurationStyle;

/**
 * Which tasks a list shows; what is null lets every task pass.
 *
 * @param finished whether it is the tasks that have ended
 * @param status what a live task is doing
 * @param name part of its name, in the same case
 * @param minAge its age at least; of a task that has ended, how long it lived
 * @param limit at most so many
 */
record TaskFilter(
    boolean finished,
    @Nullable TaskStatus status,
    @Nullable String name,
    @Nullable Duration minAge,
    int limit) {
  private static final String FINISHED = "finished";
  private static final String LIMIT = "a whole number of at least 0";
  private static final String MIN_AGE = "a duration with a unit, such as 100ms or 10s";

  /** The limit that was asked for, as a number; null where none was. */
  static @Nullable Integer limit(@Nullable String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException noNumber) {
      throw refused("limit", LIMIT);
    }
  }

  /** The limit in force. */
  static int limit(@Nullable Integer asked) {
    if (asked != null && asked < 0) throw refused("limit", LIMIT);
    return asked == null ? AsyncTasksEndpoint.DEFAULT_LIMIT : asked;
  }

  /** Of what was asked for; a value that is none is told as what it should have been. */
  static TaskFilter of(@Nullable String status, @Nullable String name, @Nullable String minAge,
      @Nullable Integer limit) {
    boolean finished = FINISHED.equals(status);
    return new TaskFilter(finished, finished || status == null ? null : status(status), name,
        minAge == null ? null : duration(minAge), limit(limit));
  }

  private static TaskStatus status(String text) {
    return Arrays.stream(TaskStatus.values())
        .filter(status -> DisplayNames.of(status).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst().orElseThrow(() -> refused("status", "one of " + statuses()));
  }

  private static String statuses() {
    return Arrays.stream(TaskStatus.values()).map(DisplayNames::of)
        .collect(Collectors.joining(", ", "", ", " + FINISHED));
  }

  /** A mere number says nothing: some would mean seconds by it, Spring Boot milliseconds. */
  private static Duration duration(String text) {
    if (text.isEmpty() || Character.isDigit(text.charAt(text.length() - 1))) throw refused("minAge", MIN_AGE);
    try {
      return DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException noDuration) {
      throw refused("minAge", MIN_AGE);
    }
  }

  /** What was asked for is not repeated: it is anybody's text. */
  private static InvalidEndpointRequestException refused(String parameter, String allowed) {
    String reason = parameter + " must be " + allowed;
    return new InvalidEndpointRequestException(reason, reason);
  }

  boolean shows(TaskInfo task) {
    return (status == null || task.status() == status) && isNamed(task.name()) && isOld(task.age());
  }

  boolean shows(FinishedTask task) {
    return isNamed(task.name()) && isOld(task.lived());
  }

  private boolean isNamed(String task) {
    return name == null || task.contains(name);
  }

  private boolean isOld(Duration age) {
    return minAge == null || age.compareTo(minAge) >= 0;
  }
}
