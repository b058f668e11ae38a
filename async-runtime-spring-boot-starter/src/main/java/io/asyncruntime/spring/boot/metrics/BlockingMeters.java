package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.BlockingLaneMetrics;
import io.asyncruntime.metrics.RuntimeMetrics;

/** The pool for blocking work, and the lanes in it. */
final class BlockingMeters {
  private BlockingMeters() {
  }

  static void bind(RuntimeMetrics metrics, MeterSink sink) {
    sink.gauge("blocking.threads", "Threads of the blocking pool", metrics, RuntimeMetrics::numBlockingThreads);
    sink.gauge("blocking.threads.idle", "Threads of the blocking pool without a job", metrics,
        RuntimeMetrics::numIdleBlockingThreads);
    sink.gauge("blocking.queue.depth", "Jobs that wait for a thread of the blocking pool", metrics,
        RuntimeMetrics::blockingQueueDepth);
    bindJobs(metrics, sink);
    metrics.blockingLanes().forEach(lane -> bind(lane, sink.with("lane", MeterNames.of(lane.name()))));
  }

  private static void bindJobs(RuntimeMetrics metrics, MeterSink sink) {
    sink.counter("blocking.jobs.submitted", "Blocking jobs that were handed over, to the pool or admitted by a lane",
        metrics, RuntimeMetrics::submittedJobsCount);
    sink.gauge("blocking.jobs.running", "Blocking jobs that run", metrics, RuntimeMetrics::numRunningJobs);
    sink.counter("blocking.jobs.completed", "Blocking jobs that gave a value", metrics,
        RuntimeMetrics::completedJobsCount);
    sink.counter("blocking.jobs.cancelled", "Blocking jobs that were aborted, came too late or were dropped", metrics,
        RuntimeMetrics::cancelledJobsCount);
    sink.counter("blocking.jobs.failed", "Blocking jobs that threw", metrics, RuntimeMetrics::failedJobsCount);
  }

  private static void bind(BlockingLaneMetrics lane, MeterSink sink) {
    sink.gauge("lane.running", "Jobs of the lane that run", lane, BlockingLaneMetrics::running);
    sink.gauge("lane.queued", "Jobs of the lane that wait for a thread", lane, BlockingLaneMetrics::queued);
    sink.counter("lane.rejected", "Jobs that were refused because the lane was full", lane,
        BlockingLaneMetrics::rejected);
    sink.timer("lane.queue.time", "Time of jobs between admission and start", lane, BlockingLaneMetrics::completed,
        BlockingLaneMetrics::totalQueueTime);
    sink.timer("lane.run.time", "Time for which jobs ran", lane, BlockingLaneMetrics::completed,
        BlockingLaneMetrics::totalRunTime);
  }
}
