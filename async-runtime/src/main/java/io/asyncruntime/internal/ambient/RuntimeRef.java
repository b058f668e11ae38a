package io.asyncruntime.internal.ambient;

import io.asyncruntime.internal.util.Clock;

/** A runtime, as far as this package may know it; higher ranks ask for more by {@code instanceof}. Any thread. */
public interface RuntimeRef {
  /** The clock that the runtime's timers go by. */
  Clock clock();

  /** Counts what was not begun because it would have been late. */
  default void countLate(LateStart kind) {
    // of no interest to most
  }

  /** What users hold of this runtime: this object itself, unless it stands behind another. */
  default Object facade() {
    return this;
  }
}
