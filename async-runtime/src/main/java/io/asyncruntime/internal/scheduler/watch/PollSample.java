package io.asyncruntime.internal.scheduler.watch;

import io.asyncruntime.internal.scheduler.multithread.Worker;
import io.asyncruntime.internal.task.Task;
import org.jspecify.annotations.Nullable;

/** What the watchdog saw of one loop, and since when it has been so. The watchdog's own, but for the figures of metrics. */
final class PollSample {
  final Worker loop;

  /** The poll that was seen first at {@link #since}; even when there was none. Written by the watchdog, read by anyone. */
  volatile long number;

  volatile long since;

  /** The task of a poll that was reported; kept until its end is. */
  @Nullable Task<?> task;

  boolean reported;

  PollSample(Worker loop) {
    this.loop = loop;
    this.number = -2;
  }

  boolean isSamePoll(Worker seen) {
    return seen.pollNumber() == number;
  }

  void restart(Worker seen, long now) {
    number = seen.pollNumber();
    since = now;
    reported = false;
    task = null;
  }

  boolean isPolling() { return (number & 1) == 1 && loop.pollNumber() == number; }

  boolean isLong(long now, long threshold) {
    return (number & 1) == 1 && now - since >= threshold;
  }
}
