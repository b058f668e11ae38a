package io.asyncruntime.internal.task;

import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.metrics.TaskStatus;

/**
 * Time spent running, queued and idle, kept with {@code TaskTracking.TIMED}.
 *
 * <p>Each change of status adds the time since the one before to what the task was then. Wakes race with polls, so changes are
 * serialised by this object's monitor; a timed task pays for that.
 */
public final class TaskTimes {
  private final long[] nanos = new long[TaskStatus.values().length];
  private TaskStatus status = TaskStatus.SCHEDULED;
  private long since = Clock.realNanos();

  /** Any thread. The task was woken; changes nothing unless it was idle. */
  public synchronized void woken() {
    if (status == TaskStatus.IDLE) {
      become(TaskStatus.SCHEDULED);
    }
  }

  /** The poller. The task is {@code next} from now on. */
  public synchronized void become(TaskStatus next) {
    long now = Clock.realNanos();
    nanos[status.ordinal()] += now - since;
    since = now;
    status = next;
  }

  /** Any thread. Nanoseconds spent as {@code asked} so far, the present stretch included. */
  public synchronized long total(TaskStatus asked) {
    long running = status == asked ? Clock.realNanos() - since : 0;
    return nanos[asked.ordinal()] + running;
  }
}
