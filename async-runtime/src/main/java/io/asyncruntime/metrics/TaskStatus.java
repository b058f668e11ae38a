package io.asyncruntime.metrics;

/** What a task is doing. */
public enum TaskStatus {
  /** It is being polled, or its blocking job runs. */
  RUNNING,
  /** It is queued: for a poll, or for a thread of the blocking pool. */
  SCHEDULED,
  /** It waits for a wake-up. */
  IDLE
}
