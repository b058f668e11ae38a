package io.asyncruntime.metrics;

import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.Optional;

/**
 * The figures of one worker. A live view of counters that the worker alone writes: reading never disturbs it, and may lag
 * by the work since the worker last parked or did its maintenance.
 *
 * <pre>{@code
 * for (WorkerMetrics worker : runtime.metrics().workers()) {
 *   log.info(worker.threadName() + " has stolen " + worker.steals() + " tasks");
 * }
 * }</pre>
 */
public interface WorkerMetrics {
  /** From 0 to the number of workers - 1. */
  int index();

  /** Name of the thread that is this worker now; it changes hands when {@code blockInPlace} takes the thread away. */
  String threadName();

  /** Time between waking up and going to sleep. */
  Duration busy();

  /** Polls of tasks. */
  long polls();

  /** Tasks taken from other workers. */
  long steals();

  /** How often it took tasks from another worker. */
  long stealOperations();

  /** How often it went to sleep. */
  long parks();

  /** How often it woke up and found nothing to do. */
  long noops();

  /** Tasks scheduled from this worker onto its own queue. */
  long localSchedules();

  /** How often its queue was full and spilled into the global one. */
  long overflows();

  /** Tasks in its queue now, the LIFO slot included. */
  int localQueueDepth();

  /** The task it is polling now. */
  Optional<TaskId> polling();

  /** For how long it has been polling that task, as far as the watchdog has seen; zero when it polls none. */
  Duration pollingSince();
}
