package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.task.BlockingTask;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.TaskOutcome;
import io.asyncruntime.metrics.BlockingLaneMetrics;
import io.asyncruntime.metrics.DurationHistogram;
import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.metrics.WorkerMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a runtime, read on demand. Any thread. */
public record RuntimeFigures(Scheduler scheduler) implements RuntimeMetrics {
  @Override
  public int numWorkers() {
    return scheduler.numWorkers();
  }

  @Override
  public long numAliveTasks() {
    return scheduler.owned.alive();
  }

  @Override
  public long spawnedTasksCount() {
    return scheduler.owned.spawned();
  }

  @Override
  public long completedTasksCount() {
    return scheduler.owned.ended(TaskOutcome.COMPLETED);
  }

  @Override
  public long cancelledTasksCount() {
    return scheduler.owned.ended(TaskOutcome.CANCELLED);
  }

  @Override
  public long panickedTasksCount() {
    return scheduler.owned.ended(TaskOutcome.PANICKED);
  }

  @Override
  public int globalQueueDepth() {
    return scheduler.globalQueueDepth();
  }

  @Override
  public long remoteScheduleCount() {
    return scheduler.remoteScheduleCount();
  }

  @Override
  public long budgetForcedYieldCount() {
    return scheduler.budgetForcedYieldCount();
  }

  @Override
  public long longPollCount() {
    return scheduler.longPollCount();
  }

  @Override
  public long loopFailureCount() {
    return scheduler.failures.count();
  }

  @Override
  public Map<String, Long> lateStartsByKind() {
    return scheduler.late.counts();
  }

  @Override
  public Map<String, Long> panickedTasksByName() {
    return scheduler.panicsByName();
  }

  @Override
  public long submittedJobsCount() {
    return scheduler.ownedBlocking.spawned();
  }

  @Override
  public int numRunningJobs() {
    return (int) scheduler.ownedBlocking.snapshot().stream().filter(RuntimeFigures::hasBegun).count();
  }

  private static boolean hasBegun(JoinableTask<?> owned) {
    return owned instanceof BlockingTask<?> job && job.startedNanos() != 0;
  }

  @Override
  public long completedJobsCount() {
    return scheduler.ownedBlocking.ended(TaskOutcome.COMPLETED);
  }

  @Override
  public long cancelledJobsCount() {
    return scheduler.ownedBlocking.ended(TaskOutcome.CANCELLED);
  }

  @Override
  public long failedJobsCount() {
    return scheduler.ownedBlocking.ended(TaskOutcome.PANICKED);
  }

  @Override
  public int maxBlockingThreads() {
    return scheduler.config.maxBlockingThreads;
  }

  @Override
  public int numBlockingThreads() {
    return scheduler.blocking.size();
  }

  @Override
  public int numIdleBlockingThreads() {
    return scheduler.blocking.idle();
  }

  @Override
  public int blockingQueueDepth() {
    return scheduler.blocking.queued();
  }

  @Override
  public List<WorkerMetrics> workers() {
    return scheduler.workerMetrics();
  }

  @Override
  public Optional<DurationHistogram> pollTimes() {
    return Optional.ofNullable(scheduler.pollTimes);
  }

  @Override
  public List<MutexMetrics> mutexes() {
    return scheduler.mutexes.metrics();
  }

  @Override
  public List<BlockingLaneMetrics> blockingLanes() {
    return List.copyOf(scheduler.lanes());
  }
}
