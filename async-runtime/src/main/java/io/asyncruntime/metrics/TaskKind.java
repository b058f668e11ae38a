package io.asyncruntime.metrics;

/** What sort of work a task is. */
public enum TaskKind {
  /** A future on the workers (or on the thread in {@code blockOn} of a current-thread runtime). */
  ASYNC,
  /** A future bound to the thread of a {@code LocalSet}. */
  LOCAL,
  /** A job on a thread of the blocking pool. */
  BLOCKING
}
