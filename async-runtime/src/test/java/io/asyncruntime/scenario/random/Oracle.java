package io.asyncruntime.scenario.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.testkit.Latches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows how a program must have ended, once its runtime is shut down and its drivers are gone. */
final class Oracle {
  private final World world;
  private final RuntimeMetrics metrics;

  Oracle(World world) {
    this.world = world;
    this.metrics = world.runtime.metrics();
  }

  void check(@Nullable ShutdownReport report) {
    assertThat(report).isNotNull();
    checkFaults(); // first, for the rest may follow from them
    assertThat(report.stillRunning()).as("still running after shutdown").isEmpty();
    assertThat(metrics.loopFailureCount()).as("loops that were thrown out").isZero();
    assertThat(report.clean()).as("the shutdown was clean: %s", report).isTrue();
    checkThreads();
    checkBooks();
    checkCounters();
    checkShared();
    checkHooks();
    checkFaults();
  }

  private void checkFaults() {
    List<AssertionError> faults = world.faults();
    if (faults.isEmpty()) { return; }
    AssertionError first = faults.get(0);
    faults.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }

  private void checkThreads() {
    String prefix = world.program.settings().threadNamePrefix();
    Latches.until("no thread of the runtime is left", () -> threads(prefix).isEmpty());
    assertThat(metrics.numBlockingThreads()).as("blocking threads").isZero();
    assertThat(metrics.blockingQueueDepth()).as("blocking jobs queued").isZero();
    assertThat(world.books.jobsInside()).as("blocking jobs that run").isZero();
    assertThat(world.books.areJobsOver()).as("each blocking job's handle is finished").isTrue();
  }

  private static List<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(prefix))
        .toList();
  }

  private void checkBooks() {
    assertThat(world.books.all()).as("bodies that are not over")
        .filteredOn(one -> one.stage() == Tracked.Stage.WAITING || one.stage() == Tracked.Stage.POLLED).isEmpty();
    assertThat(world.books.all()).as("bodies without one finally").filteredOn(one -> !one.isFinallyRight()).isEmpty();
    assertThat(world.books.live()).as("live bodies").isZero();
  }

  private void checkCounters() {
    assertThat(metrics.numAliveTasks()).as("alive").isZero();
    assertThat(metrics.spawnedTasksCount()).as("spawned").isEqualTo(world.books.tasks());
    assertThat(metrics.completedTasksCount()).as("completed").isEqualTo(world.books.tasks(Tracked.Stage.COMPLETED));
    assertThat(metrics.cancelledTasksCount()).as("cancelled").isEqualTo(world.books.tasks(Tracked.Stage.DROPPED));
    assertThat(metrics.panickedTasksCount()).as("panicked").isEqualTo(world.books.tasks(Tracked.Stage.FAILED));
    assertThat(metrics.budgetForcedYieldCount()).as("forced yields, at most one a poll")
        .isLessThanOrEqualTo(world.books.polls());
  }

  private void checkShared() {
    world.shared().forEach(shared -> assertThat(shared.audit()).isEmpty());
    world.pipes().forEach(pipe -> assertThat(pipe.audit()).isEmpty());
    if (!world.isEnding()) {
      assertThat(world.feed.audit()).isEmpty();
      assertThat(world.dial.audit()).isEmpty();
    }
  }

  private void checkHooks() {
    if (!world.hooks.isSet()) { return; }
    assertThat(world.hooks.count(Hooks.Door.AFTER_POLL)).as("afterPoll")
        .isEqualTo(world.hooks.count(Hooks.Door.BEFORE_POLL));
    assertThat(world.hooks.count(Hooks.Door.THREAD_STOP)).as("onThreadStop")
        .isEqualTo(world.hooks.count(Hooks.Door.THREAD_START));
  }
}
