package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/** What would have begun after the deadline of its task, and so did not begin at all: the kinds that are counted. */
public enum LateStart {
  /** A job of the blocking pool, when its turn came. */
  JOB("job"),
  /** A job of a lane, when its turn came, or its admission. */
  LANE("lane"),
  /** A lock or a permit. */
  ACQUIRE("acquire"),
  /** A section that cannot be cancelled. */
  SECTION("section");

  private final String label;

  LateStart(String label) {
    this.label = label;
  }

  /** What figures call it. */
  public String label() {
    return label;
  }

  /** The poller, {@code here}. The deadline in force, if it has passed. A read of one field where nothing is in force. */
  public static @Nullable DeadlineRef passedAt(Ambient here) {
    DeadlineRef deadline = Locals.deadlineAt(here);
    return deadline != null && deadline.hasPassed() ? deadline : null;
  }

  /** Counts one, at the runtime of {@code here}. */
  public void count(Ambient here) {
    RuntimeRef runtime = here.runtime;
    if (runtime != null) {
      runtime.countLate(this);
    }
  }
}
