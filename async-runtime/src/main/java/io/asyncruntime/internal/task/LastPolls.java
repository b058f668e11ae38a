package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.OpenSections;
import io.asyncruntime.internal.wait.Parker;

/**
 * The polls of a task at the end of its runtime, while a section in it is open: on the thread that would drop it, which sleeps in
 * between, for there is no queue any more that the task could go through, and the timers may be gone. So it looks again by itself, and
 * gives up when the limit is reached in real time, or when it is interrupted, as it is after the deadline of a shutdown.
 */
final class LastPolls {
  /** How long it sleeps at most: a wake of the task cannot reach it. */
  private static final long LOOK_NANOS = 2_000_000;

  private LastPolls() {
  }

  /** The end of the runtime, which has claimed {@code task}. Whether the task has come to its end; else the caller drops it. */
  static boolean poll(Task<?> task, OpenSections sections, Ambient here) {
    Parker parker = new Parker();
    long until = Clock.realNanos() + sections.longestNanos();
    boolean ended = false;
    boolean givenUp = false;
    while (!ended && !givenUp && sections.isAnyOpen()) {
      here.budget = Coop.BUDGET;
      ended = task.pollLast(here);
      if (!ended && sections.isAnyOpen()) {
        givenUp = parker.park(LOOK_NANOS) == Parker.Outcome.INTERRUPTED || Clock.realNanos() >= until;
      }
    }
    return ended;
  }
}
