package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.RuntimeMetrics;

/** What the runtime counts as a whole. */
final class SchedulerMeters {
  private SchedulerMeters() {
  }

  static void bind(RuntimeMetrics metrics, MeterSink sink) {
    bindTasks(metrics, sink);
    sink.gauge("workers", "Workers that were configured", metrics, RuntimeMetrics::numWorkers);
    sink.gauge("global.queue.depth", "Tasks in the global queue", metrics, RuntimeMetrics::globalQueueDepth);
    sink.counter("remote.schedules", "Spawns and wakes from outside the workers", metrics,
        RuntimeMetrics::remoteScheduleCount);
    sink.counter("budget.forced.yields", "Polls made to yield because their cooperative budget was used up", metrics,
        RuntimeMetrics::budgetForcedYieldCount);
    sink.counter("long.polls", "Polls longer than async-runtime.long-poll.threshold", metrics,
        RuntimeMetrics::longPollCount);
    metrics.lateStartsByKind().keySet().forEach(kind -> bindLate(kind, metrics, sink));
    sink.counter("loop.failures", "How often a loop of the runtime was thrown out and began again", metrics,
        RuntimeMetrics::loopFailureCount);
  }

  private static void bindLate(String kind, RuntimeMetrics metrics, MeterSink sink) {
    sink.with("kind", kind).counter("late.starts", "What was not begun because the deadline of its task had passed",
        metrics,
        source -> source.lateStartsByKind().getOrDefault(kind, 0L));
  }

  private static void bindTasks(RuntimeMetrics metrics, MeterSink sink) {
    sink.gauge("tasks.alive", "Tasks that were spawned and have not finished", metrics, RuntimeMetrics::numAliveTasks);
    sink.counter("tasks.spawned", "Tasks that were spawned", metrics, RuntimeMetrics::spawnedTasksCount);
    sink.counter("tasks.completed", "Tasks that gave a value", metrics, RuntimeMetrics::completedTasksCount);
    sink.counter("tasks.cancelled", "Tasks that were aborted, or dropped by a shutdown", metrics,
        RuntimeMetrics::cancelledTasksCount);
    sink.counter("tasks.panicked", "Tasks that threw", metrics, RuntimeMetrics::panickedTasksCount);
  }
}
