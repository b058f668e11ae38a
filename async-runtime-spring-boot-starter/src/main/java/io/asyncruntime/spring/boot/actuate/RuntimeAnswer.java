package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.metrics.BlockingLaneMetrics;
import io.asyncruntime.metrics.DurationHistogram;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.WorkerMetrics;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.lifecycle.RuntimeStoppedEvent;
import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code asyncruntime} answers.
 *
 * @param name name of the runtime
 * @param flavor {@code multi-thread} or {@code current-thread}
 * @param shutdown whether it was shut down
 * @param workers number of workers
 * @param awaitEngine the engine behind async blocks
 * @param tasks how many tasks there are and were
 * @param scheduling what the scheduler did, summed up over the workers
 * @param blocking the pool for blocking work
 * @param admission who is let in; absent where nobody is asked
 * @param pollTimes how long polls took; absent unless {@code async-runtime.poll-time-histogram} is on
 * @param configuration the configuration in force, by property name without the {@code async-runtime.} in front
 * @param lastShutdown how the shutdown went; absent until there was one
 */
public record RuntimeAnswer(
    String name,
    String flavor,
    boolean shutdown,
    int workers,
    String awaitEngine,
    Tasks tasks,
    Scheduling scheduling,
    Blocking blocking,
    @Nullable Admission admission,
    @Nullable PollTimes pollTimes,
    Map<String, Object> configuration,
    @Nullable Shutdown lastShutdown) {
  static RuntimeAnswer of(AsyncRuntime runtime, @Nullable AdmissionGate gate, Map<String, Object> configuration,
      Optional<RuntimeStoppedEvent> stop) {
    RuntimeMetrics metrics = runtime.metrics();
    return new RuntimeAnswer(DisplayNames.of(runtime.name()), DisplayNames.of(runtime.flavor()), runtime.isShutdown(),
        metrics.numWorkers(), runtime.awaitEngine(), Tasks.of(metrics), Scheduling.of(metrics), Blocking.of(metrics),
        gate == null ? null : Admission.of(gate),
        metrics.pollTimes().map(PollTimes::of).orElse(null), configuration, stop.map(Shutdown::of).orElse(null));
  }

  /**
   * Tasks of every kind.
   *
   * @param alive spawned and not finished
   * @param spawned all that were spawned
   * @param completed those that gave a value
   * @param cancelled those that were aborted, or dropped by a shutdown
   * @param panicked those that threw
   * @param panickedByName those by name; the ones without a name under the empty one
   */
  public record Tasks(
      long alive,
      long spawned,
      long completed,
      long cancelled,
      long panicked,
      Map<String, Long> panickedByName) {
    static Tasks of(RuntimeMetrics metrics) {
      return new Tasks(metrics.numAliveTasks(), metrics.spawnedTasksCount(), metrics.completedTasksCount(),
          metrics.cancelledTasksCount(), metrics.panickedTasksCount(), byName(metrics));
    }

    private static Map<String, Long> byName(RuntimeMetrics metrics) {
      Map<String, Long> shown = new TreeMap<>();
      metrics.panickedTasksByName().forEach((name, count) -> shown.merge(DisplayNames.of(name), count, Long::sum));
      return shown;
    }
  }

  /**
   * The scheduler.
   *
   * @param globalQueueDepth tasks in the global queue
   * @param remoteSchedules spawns and wakes from outside the workers
   * @param budgetForcedYields polls made to yield because their budget was used up
   * @param longPolls polls longer than the threshold
   * @param loopFailures how often a loop of the runtime was thrown out and began again
   * @param polls polls of tasks
   * @param steals tasks that a worker took from another
   * @param stealOperations how often one took tasks from another
   * @param parks how often a worker went to sleep
   */
  public record Scheduling(
      int globalQueueDepth,
      long remoteSchedules,
      long budgetForcedYields,
      long longPolls,
      long loopFailures,
      long polls,
      long steals,
      long stealOperations,
      long parks) {
    static Scheduling of(RuntimeMetrics metrics) {
      List<WorkerMetrics> workers = metrics.workers();
      return new Scheduling(metrics.globalQueueDepth(), metrics.remoteScheduleCount(), metrics.budgetForcedYieldCount(),
          metrics.longPollCount(), metrics.loopFailureCount(), sum(workers, WorkerMetrics::polls),
          sum(workers, WorkerMetrics::steals),
          sum(workers, WorkerMetrics::stealOperations), sum(workers, WorkerMetrics::parks));
    }

    private static long sum(List<WorkerMetrics> workers, ToLongFunction<WorkerMetrics> figure) {
      return workers.stream().mapToLong(figure).sum();
    }
  }

  /**
   * The pool for blocking work.
   *
   * @param threads its threads now
   * @param idleThreads those of them without a job
   * @param queueDepth jobs that wait for a thread
   * @param jobs what was made of its jobs, and those of the lanes
   * @param lanes each declared lane
   */
  public record Blocking(int threads, int idleThreads, int queueDepth, Jobs jobs, List<Lane> lanes) {
    static Blocking of(RuntimeMetrics metrics) {
      return new Blocking(metrics.numBlockingThreads(), metrics.numIdleBlockingThreads(), metrics.blockingQueueDepth(),
          Jobs.of(metrics), metrics.blockingLanes().stream().map(Lane::of).toList());
    }
  }

  /**
   * Blocking jobs.
   *
   * @param submitted those that were handed over
   * @param running those that run now
   * @param completed those that gave a value
   * @param cancelled those that were aborted, came too late or were dropped
   * @param failed those that threw
   */
  public record Jobs(long submitted, int running, long completed, long cancelled, long failed) {
    static Jobs of(RuntimeMetrics metrics) {
      return new Jobs(metrics.submittedJobsCount(), metrics.numRunningJobs(), metrics.completedJobsCount(),
          metrics.cancelledJobsCount(), metrics.failedJobsCount());
    }
  }

  /**
   * Who is let in.
   *
   * @param limit how many requests may be under way at once, now
   * @param inFlight how many are
   * @param groups each group, and those of none
   */
  public record Admission(int limit, int inFlight, List<AdmissionGate.GroupFigures> groups) {
    static Admission of(AdmissionGate gate) {
      return new Admission(gate.limit(), gate.inFlight(), gate.groups());
    }
  }

  /**
   * A blocking lane.
   *
   * @param name its name
   * @param running jobs that run now
   * @param queued jobs that wait for a thread
   * @param completed jobs that have run
   * @param rejected jobs that were refused
   * @param totalQueueTime time that jobs waited between admission and start
   * @param totalRunTime time that jobs ran
   */
  public record Lane(
      String name,
      int running,
      int queued,
      long completed,
      long rejected,
      Duration totalQueueTime,
      Duration totalRunTime) {
    static Lane of(BlockingLaneMetrics lane) {
      return new Lane(DisplayNames.of(lane.name()), lane.running(), lane.queued(), lane.completed(), lane.rejected(),
          lane.totalQueueTime(), lane.totalRunTime());
    }
  }

  /**
   * The distribution of poll times.
   *
   * @param count polls that were measured
   * @param median half of the polls took no longer
   * @param percentile90 90 % of the polls took no longer
   * @param percentile99 99 % of the polls took no longer
   * @param max the longest poll
   */
  public record PollTimes(long count, Duration median, Duration percentile90, Duration percentile99, Duration max) {
    static PollTimes of(DurationHistogram times) {
      return new PollTimes(times.count(), times.percentile(50), times.percentile(90), times.percentile(99),
          times.max());
    }
  }

  /**
   * A shutdown that is over.
   *
   * @param clean whether nothing was still running
   * @param took how long it took
   * @param droppedTasks unfinished tasks that were dropped
   * @param cutOff the tasks that were alive when the time was over
   * @param stillRunning what would not end even then, and was interrupted
   */
  public record Shutdown(
      boolean clean,
      Duration took,
      int droppedTasks,
      List<TaskAnswer> cutOff,
      List<TaskAnswer> stillRunning) {
    static Shutdown of(RuntimeStoppedEvent stop) {
      ShutdownReport report = stop.report();
      return new Shutdown(report.clean(), report.took(), report.droppedTasks(), answers(stop.cutOff()),
          answers(report.stillRunning()));
    }

    private static List<TaskAnswer> answers(List<TaskInfo> tasks) {
      return tasks.stream().map(TaskAnswer::of).toList();
    }
  }
}
