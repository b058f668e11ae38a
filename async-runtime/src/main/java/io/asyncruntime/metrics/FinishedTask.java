package io.asyncruntime.metrics;

import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/**
 * A task or blocking job that has ended, for the question what failed a minute ago.
 *
 * @param id number of the task
 * @param name the name the user gave it, or the empty string
 * @param kind what sort of work it was
 * @param outcome how it ended
 * @param endedAt when, by the wall clock of whoever asks
 * @param lived time from its spawn to its end
 * @param failure name of the class of what it threw, or the empty string; never its text, which may be a secret
 */
public record FinishedTask(
    TaskId id,
    String name,
    TaskKind kind,
    Outcome outcome,
    Instant endedAt,
    Duration lived,
    String failure) {
  /** How a task ended. */
  public enum Outcome {
    /** It gave a value. */
    COMPLETED,
    /** It was aborted, or dropped by a shutdown. */
    CANCELLED,
    /** It threw. */
    PANICKED
  }
}
