package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.metrics.WorkerMetrics;
import io.asyncruntime.spring.boot.support.DisplayNames;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker.
 *
 * @param index from 0
 * @param threadName the thread that is this worker now
 * @param polls polls of tasks
 * @param steals tasks taken from other workers
 * @param stealOperations how often it took tasks from another worker
 * @param parks how often it went to sleep
 * @param noops how often it woke up and found nothing to do
 * @param localSchedules tasks scheduled from this worker onto its own queue
 * @param overflows how often its queue was full and spilled into the global one
 * @param queueDepth tasks in its queue
 * @param busy time between waking up and going to sleep
 * @param polling number of the task it is polling now; absent when it polls none
 * @param pollingFor how long it has been polling that task, as far as the watchdog has seen
 */
public record WorkerAnswer(
    int index,
    String threadName,
    long polls,
    long steals,
    long stealOperations,
    long parks,
    long noops,
    long localSchedules,
    long overflows,
    int queueDepth,
    Duration busy,
    @Nullable Long polling,
    Duration pollingFor) {
  static WorkerAnswer of(WorkerMetrics worker) {
    return new WorkerAnswer(worker.index(), DisplayNames.of(worker.threadName()), worker.polls(), worker.steals(),
        worker.stealOperations(), worker.parks(), worker.noops(), worker.localSchedules(), worker.overflows(),
        worker.localQueueDepth(), worker.busy(), worker.polling().map(TaskId::value).orElse(null),
        worker.pollingSince());
  }
}
