package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.metrics.WorkerMetrics;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.Optional;

/** The figures of one worker, or of who drives a runtime without any, read from what it publishes. Any thread. */
public record WorkerFigures(int index, WorkerCounters counters, MeasuredWorker worker) implements WorkerMetrics {
  @Override
  public String threadName() {
    Thread thread = worker.thread();
    return thread == null ? "" : thread.getName();
  }

  @Override
  public Duration busy() {
    return Duration.ofNanos(counters.get(Counter.BUSY_NANOS));
  }

  @Override
  public long polls() {
    return counters.polls.get();
  }

  @Override
  public long steals() {
    return counters.get(Counter.STEALS);
  }

  @Override
  public long stealOperations() {
    return counters.get(Counter.STEAL_OPERATIONS);
  }

  @Override
  public long parks() {
    return counters.get(Counter.PARKS);
  }

  @Override
  public long noops() {
    return counters.get(Counter.NOOPS);
  }

  @Override
  public long localSchedules() {
    return counters.localSchedules.get();
  }

  @Override
  public long overflows() {
    return counters.get(Counter.OVERFLOWS);
  }

  @Override
  public int localQueueDepth() {
    return worker.depth();
  }

  @Override
  public Optional<TaskId> polling() {
    return Optional.ofNullable(worker.pollingTask()).map(task -> new TaskId(task.taskId()));
  }

  @Override
  public Duration pollingSince() {
    return worker.pollingFor();
  }
}
