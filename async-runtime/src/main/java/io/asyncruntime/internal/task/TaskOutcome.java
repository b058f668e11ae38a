package io.asyncruntime.internal.task;

/** How a task ended, for the counters. */
public enum TaskOutcome {
  /** It gave a value. */
  COMPLETED,
  /** It was dropped. */
  CANCELLED,
  /** It threw. */
  PANICKED
}
