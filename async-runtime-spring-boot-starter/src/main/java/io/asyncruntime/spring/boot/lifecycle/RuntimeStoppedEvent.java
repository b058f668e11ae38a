package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import java.util.List;

/**
 * Published when the auto-configured runtime has stopped with its context. Listeners run on the thread that stopped it.
 *
 * @param runtime name of the runtime
 * @param report how it went; took is the time of the whole stop, from the cancelling of the shutdown token on
 * @param cutOff the tasks that were alive when the time was over
 */
public record RuntimeStoppedEvent(String runtime, ShutdownReport report, List<TaskInfo> cutOff) {
  /** Copies the list. */
  public RuntimeStoppedEvent {
    cutOff = List.copyOf(cutOff);
  }
}
