package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.metrics.WorkerMetrics;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.Optional;

/** The figures of one worker of a multi-thread runtime, read from what it publishes. Any thread. */
record WorkerFigures(WorkerShared worker, WorkerWatch watch) implements WorkerMetrics {
  @Override
  public int index() {
    return worker.index;
  }

  @Override
  public String threadName() {
    Worker owner = worker.owner;
    Thread thread = owner == null ? null : owner.thread();
    return thread == null ? "" : thread.getName();
  }

  @Override
  public Duration busy() {
    return Duration.ofNanos(worker.counters.get(Counter.BUSY_NANOS));
  }

  @Override
  public long polls() {
    return worker.counters.polls.get();
  }

  @Override
  public long steals() {
    return worker.counters.get(Counter.STEALS);
  }

  @Override
  public long stealOperations() {
    return worker.counters.get(Counter.STEAL_OPERATIONS);
  }

  @Override
  public long parks() {
    return worker.counters.get(Counter.PARKS);
  }

  @Override
  public long noops() {
    return worker.counters.get(Counter.NOOPS);
  }

  @Override
  public long localSchedules() {
    return worker.counters.localSchedules.get();
  }

  @Override
  public long overflows() {
    return worker.counters.get(Counter.OVERFLOWS);
  }

  @Override
  public int localQueueDepth() {
    return worker.depth();
  }

  @Override
  public Optional<TaskId> polling() {
    Worker owner = worker.owner;
    Task<?> task = owner == null ? null : owner.polling(owner.pollNumber());
    return Optional.ofNullable(task).map(polled -> new TaskId(polled.taskId()));
  }

  @Override
  public Duration pollingSince() {
    Worker owner = worker.owner;
    return owner == null ? Duration.ZERO : watch.pollingFor(owner);
  }
}
