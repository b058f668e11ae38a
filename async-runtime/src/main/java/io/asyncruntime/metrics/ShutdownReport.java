package io.asyncruntime.metrics;

import java.time.Duration;
import java.util.List;

/**
 * How a shutdown went.
 *
 * @param clean whether nothing was still running when it returned, and no loop of the runtime had ever been thrown out
 *     ({@link RuntimeMetrics#loopFailureCount})
 * @param took how long it took
 * @param droppedTasks how many unfinished tasks were dropped
 * @param stillRunning what would not end in time (blocking jobs, and tasks inside a poll); interrupted
 */
public record ShutdownReport(boolean clean, Duration took, int droppedTasks, List<TaskInfo> stillRunning) {
  /** Copies the list. */
  public ShutdownReport {
    stillRunning = List.copyOf(stillRunning);
  }
}
