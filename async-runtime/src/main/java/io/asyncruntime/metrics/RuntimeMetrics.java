package io.asyncruntime.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a runtime. A live view that stays readable after the runtime is closed. Counters never go down; those of
 * workers are published when they park or do their maintenance.
 *
 * <pre>{@code
 * RuntimeMetrics figures = runtime.metrics();
 * log.info(figures.numAliveTasks() + " tasks, " + figures.globalQueueDepth() + " of them in the global queue");
 * }</pre>
 */
public interface RuntimeMetrics {
  /** Workers that were configured; 1 on a current-thread runtime. */
  int numWorkers();

  /** Tasks that were spawned and have not finished. */
  long numAliveTasks();

  /** Tasks that were spawned. */
  long spawnedTasksCount();

  /** Tasks that gave a value. */
  long completedTasksCount();

  /** Tasks that were aborted, or dropped by a shutdown. */
  long cancelledTasksCount();

  /** Tasks that threw. */
  long panickedTasksCount();

  /**
   * Tasks that threw, by name; those without one under the empty name. After 100 names, further ones count together as
   * {@code other}.
   */
  default Map<String, Long> panickedTasksByName() {
    return Map.of();
  }

  /** Tasks in the global queue. */
  int globalQueueDepth();

  /** Spawns and wakes that came from outside the workers. */
  long remoteScheduleCount();

  /** Polls that were made to yield because the cooperative budget was used up; each once, however many branches met it. */
  long budgetForcedYieldCount();

  /** Polls that were longer than the threshold. */
  long longPollCount();

  /**
   * How often the loop of a worker, or of the thread that watches the workers, was thrown out, because there was no memory for it or
   * because of a fault of this library, and began again. Where this is not 0, look into the log, and restart the process when that suits:
   * what was being done at that moment may have been done by half.
   */
  default long loopFailureCount() {
    return 0;
  }

  /**
   * What was not begun because the deadline of its task had passed, by kind: {@code job} (of the blocking pool), {@code lane} (a job of a
   * lane, or its admission), {@code acquire} (a lock or permits), {@code section} (one that cannot be cancelled). Work that was saved.
   */
  default Map<String, Long> lateStartsByKind() {
    return Map.of();
  }

  /** The sum of {@link #lateStartsByKind()}. */
  default long lateStartsCount() {
    return lateStartsByKind().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Blocking jobs that were handed over, to the pool or admitted by a lane. */
  default long submittedJobsCount() {
    return 0;
  }

  /** Blocking jobs that run now, also those that were aborted and have not noticed. */
  default int numRunningJobs() {
    return 0;
  }

  /** Blocking jobs that gave a value. */
  default long completedJobsCount() {
    return 0;
  }

  /** Blocking jobs that were aborted, began too late for their deadline, or were dropped by a shutdown. */
  default long cancelledJobsCount() {
    return 0;
  }

  /** Blocking jobs that threw. */
  default long failedJobsCount() {
    return 0;
  }

  /** The most threads that the blocking pool has for jobs; 0 where that is not known. */
  default int maxBlockingThreads() {
    return 0;
  }

  /** Threads of the blocking pool, workers excluded. */
  int numBlockingThreads();

  /** Those of them without a job. */
  int numIdleBlockingThreads();

  /** Jobs that wait for a thread of the blocking pool. */
  int blockingQueueDepth();

  /** Each worker. */
  List<WorkerMetrics> workers();

  /** The distribution of poll times, where it was switched on. */
  Optional<DurationHistogram> pollTimes();

  /** Each mutex made by {@code runtime.mutex(name, value)} that is still in use. */
  List<MutexMetrics> mutexes();

  /** Each declared blocking lane. */
  List<BlockingLaneMetrics> blockingLanes();
}
