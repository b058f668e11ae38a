package io.asyncruntime.spring.boot.health;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.metrics.WorkerMetrics;
import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the runtime runs, down once it was shut down. Workers that are stuck in one poll are named in the details, and loops of the
 * runtime that were thrown out are counted there; they make it down only where the user has set so.
 */
public final class AsyncRuntimeHealthIndicator extends AbstractHealthIndicator {
  private final AsyncRuntime runtime;
  private final RuntimeMetrics metrics;
  private final Duration stuckAfter;
  private final @Nullable Duration downAfter;
  private final boolean downAfterLoopFailure;

  /**
   * @param stuckAfter length of a poll from which its worker is named; zero names none
   * @param downAfter length of a poll from which the health is down; null for never
   */
  public AsyncRuntimeHealthIndicator(AsyncRuntime runtime, Duration stuckAfter, @Nullable Duration downAfter) {
    this(runtime, stuckAfter, downAfter, false);
  }

  /**
   * @param stuckAfter length of a poll from which its worker is named; zero names none
   * @param downAfter length of a poll from which the health is down; null for never
   * @param downAfterLoopFailure whether the health is down once a loop of the runtime was thrown out
   */
  public AsyncRuntimeHealthIndicator(AsyncRuntime runtime, Duration stuckAfter, @Nullable Duration downAfter,
      boolean downAfterLoopFailure) {
    this(runtime, runtime.metrics(), stuckAfter, downAfter, downAfterLoopFailure);
  }

  /** For tests: with figures that a runtime which is well does not have. */
  AsyncRuntimeHealthIndicator(AsyncRuntime runtime, RuntimeMetrics metrics, Duration stuckAfter,
      @Nullable Duration downAfter, boolean downAfterLoopFailure) {
    super("The health of the async runtime could not be read");
    this.runtime = runtime;
    this.metrics = metrics;
    this.stuckAfter = stuckAfter;
    this.downAfter = downAfter;
    this.downAfterLoopFailure = downAfterLoopFailure;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    List<WorkerMetrics> stuck = pollingFor(stuckAfter);
    builder.status(isDown() ? "DOWN" : "UP").withDetail("name", DisplayNames.of(runtime.name()))
        .withDetail("flavor", DisplayNames.of(runtime.flavor())).withDetail("workers", metrics.numWorkers())
        .withDetail("aliveTasks", metrics.numAliveTasks()).withDetail("shutdown", runtime.isShutdown())
        .withDetail("loopFailures", metrics.loopFailureCount())
        .withDetail("stuckWorkers", stuck.stream().map(StuckWorker::of).toList());
  }

  private boolean isDown() {
    return runtime.isShutdown() || (downAfter != null && !pollingFor(downAfter).isEmpty())
        || (downAfterLoopFailure && metrics.loopFailureCount() > 0);
  }

  private List<WorkerMetrics> pollingFor(Duration atLeast) {
    if (atLeast.isZero()) return List.of();
    return metrics.workers().stream().filter(worker -> worker.polling().isPresent()
        && worker.pollingSince().compareTo(atLeast) >= 0).toList();
  }

  /**
   * A worker that has been in one poll for long.
   *
   * @param worker name of its thread
   * @param task number of the task
   * @param since how long, as far as the watchdog has seen
   */
  public record StuckWorker(String worker, @Nullable Long task, Duration since) {
    static StuckWorker of(WorkerMetrics worker) {
      return new StuckWorker(DisplayNames.of(worker.threadName()),
          worker.polling().isPresent() ? Long.valueOf(worker.polling().get().value()) : null, worker.pollingSince());
    }
  }
}
