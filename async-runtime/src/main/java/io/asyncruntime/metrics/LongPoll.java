package io.asyncruntime.metrics;

import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.List;

/**
 * A poll that took longer than the threshold. Reported once when it crosses it, and once when it has ended.
 *
 * @param id number of the task
 * @param name the name the user gave it, or the empty string
 * @param worker name of the thread
 * @param soFar how long the poll has taken, at least (the watchdog samples)
 * @param ended whether it is over
 * @param stack of the thread at the moment of the report; empty once it has ended
 */
public record LongPoll(
    TaskId id, String name, String worker, Duration soFar, boolean ended, List<String> stack) {
  /** Copies the stack. */
  public LongPoll {
    stack = List.copyOf(stack);
  }
}
