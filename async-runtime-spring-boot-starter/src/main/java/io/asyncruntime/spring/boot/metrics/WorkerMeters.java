package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.WorkerMetrics;

/** What each worker counts; the tag is its index, of which there are as many as workers. */
final class WorkerMeters {
  private WorkerMeters() {
  }

  static void bind(WorkerMetrics worker, MeterSink runtime) {
    MeterSink sink = runtime.with("worker", Integer.toString(worker.index()));
    bindCounts(worker, sink);
    sink.seconds("worker.busy", "Time between waking up and going to sleep", worker, WorkerMetrics::busy);
    sink.gauge("worker.queue.depth", "Tasks in the worker's own queue", worker, WorkerMetrics::localQueueDepth);
    sink.timeGauge("worker.polling", "Time in the present poll, as far as the watchdog has seen", worker,
        WorkerMetrics::pollingSince);
  }

  private static void bindCounts(WorkerMetrics worker, MeterSink sink) {
    sink.counter("worker.polls", "Polls of tasks", worker, WorkerMetrics::polls);
    sink.counter("worker.steals", "Tasks taken from other workers", worker, WorkerMetrics::steals);
    sink.counter("worker.steal.operations", "How often tasks were taken from another worker", worker,
        WorkerMetrics::stealOperations);
    sink.counter("worker.parks", "How often the worker went to sleep", worker, WorkerMetrics::parks);
    sink.counter("worker.noops", "How often the worker woke up and found nothing to do", worker, WorkerMetrics::noops);
    sink.counter("worker.local.schedules", "Tasks scheduled from the worker onto its own queue", worker,
        WorkerMetrics::localSchedules);
    sink.counter("worker.overflows", "How often the worker's queue was full and spilled into the global one", worker,
        WorkerMetrics::overflows);
  }
}
