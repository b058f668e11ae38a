package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.spring.boot.support.DisplayNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines in which the end of a runtime is told: one for all that went well, one more for each task that was cut. */
final class ShutdownLog {
  private static final Logger LOG = LoggerFactory.getLogger(AsyncRuntimeLifecycle.class);

  private ShutdownLog() {
  }

  static void log(RuntimeStoppedEvent event) {
    ShutdownReport report = event.report();
    String runtime = DisplayNames.of(event.runtime());
    String line = "Async runtime '{}' stopped in {} ms: {} unfinished tasks dropped, {} still running";
    long millis = report.took().toMillis();
    if (report.clean() && event.cutOff().isEmpty()) {
      LOG.info(line, runtime, millis, report.droppedTasks(), report.stillRunning().size());
    } else {
      LOG.warn(line, runtime, millis, report.droppedTasks(), report.stillRunning().size());
    }
    if (!report.clean() && report.stillRunning().isEmpty()) {
      LOG.warn(
          "Async runtime '{}' did not end cleanly: a thread had not ended in time, or a loop had been thrown out before,"
              + " see the errors logged by io.asyncruntime.runtime",
          runtime);
    }
    event.cutOff().forEach(task -> log("Cut off", task));
    report.stillRunning().forEach(task -> log("Still running", task));
  }

  private static void log(String what, TaskInfo task) {
    TaskInfo shown = DisplayNames.of(task);
    LOG.warn("{}: task {} '{}', {}, age {} ms, spawned at {}, waiting on {}", what, shown.id(), shown.name(),
        DisplayNames.of(shown.kind()), shown.age().toMillis(), orUnknown(shown.spawnedAt()),
        orUnknown(shown.waitingOn()));
  }

  private static String orUnknown(String place) {
    return place.isEmpty() ? "(unknown)" : place;
  }
}
