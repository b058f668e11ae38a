package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.TaskTracking;
import io.asyncruntime.UnhandledPanic;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a runtime says of itself: dumps, counters, logged panics. */
@Timeout(120)
class ObservedTest {
  private static final int MANY = "long".equals(System.getProperty("stress")) ? 1_000_000 : 100_000;

  @ParameterizedTest
  @EnumSource
  void theDumpTellsWhoWaitsWhere(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().taskTracking(TaskTracking.TIMED).build()) {
      JoinHandle<Object> idle = runtime.spawn("idle one", Future.pending());
      JoinHandle<Void> block = runtime.spawn("block", () -> await(Future.pending()));
      Latches.until("both wait", () -> {
        runtime.blockOn(yieldNow());
        return runtime.dump().tasks().stream().allMatch(task -> task.status() == TaskStatus.IDLE);
      });
      List<TaskInfo> tasks = runtime.dump().tasks();
      assertThat(tasks).extracting(TaskInfo::name).containsExactlyInAnyOrder("idle one", "block");
      assertThat(tasks).allSatisfy(task -> {
        assertThat(task.kind()).isEqualTo(TaskKind.ASYNC);
        assertThat(task.polls()).isEqualTo(1);
        assertThat(task.spawnedAt()).contains("ObservedTest");
        assertThat(task.waitingOn()).isNotEmpty();
        assertThat(task.age()).isPositive();
      });
      assertThat(runtime.dump().toString()).contains("idle one").contains("IDLE").contains("ObservedTest")
          .contains("2 tasks");
      assertThat(idle.isFinished() || block.isFinished()).isFalse();
    }
  }

  @Test
  void theDumpNeverWaitsForAStuckWorkerAndShowsItsStack() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      CountDownLatch inside = Latches.one();
      CountDownLatch mayEnd = Latches.one();
      JoinHandle<Integer> stuck = runtime.spawn("stuck", cx -> {
        inside.countDown();
        Latches.await(mayEnd);
        return Poll.ready(1);
      });
      Latches.await(inside);
      TaskInfo info = runtime.dump().tasks().get(0);
      assertThat(info.status()).isEqualTo(TaskStatus.RUNNING);
      assertThat(info.stack()).anyMatch(frame -> frame.contains("ObservedTest"));
      mayEnd.countDown();
      assertThat(runtime.blockOn(stuck)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countersCountAndStayReadableAfterClose(Flavor flavor) {
    AsyncRuntime runtime = flavor.builder().unhandledPanic(UnhandledPanic.IGNORE).pollTimeHistogram(true).build();
    RuntimeMetrics metrics = runtime.metrics();
    runtime.blockOn(runtime.spawn(PollProbe.readyAfter(2, 1)));
    JoinHandle<Object> panicking = runtime.spawn(Future.failed(new IllegalStateException("boom")));
    Latches.until("it has failed", () -> {
      runtime.blockOn(yieldNow());
      return panicking.isFinished();
    });
    runtime.spawn(Future.pending()).drop();
    assertThat(metrics.numAliveTasks()).isEqualTo(1);
    runtime.close();
    assertThat(metrics.spawnedTasksCount()).isEqualTo(3);
    assertThat(metrics.completedTasksCount()).isEqualTo(1);
    assertThat(metrics.panickedTasksCount()).isEqualTo(1);
    assertThat(metrics.cancelledTasksCount()).isEqualTo(1);
    assertThat(metrics.numAliveTasks()).isZero();
    assertThat(metrics.remoteScheduleCount()).isPositive();
    assertThat(metrics.numWorkers()).isEqualTo(flavor == Flavor.MULTI ? 2 : 1);
    assertThat(metrics.workers()).hasSize(metrics.numWorkers());
    assertThat(metrics.workers().stream().mapToLong(worker -> worker.polls()).sum()).isGreaterThanOrEqualTo(4);
    assertThat(metrics.pollTimes().orElseThrow().count()).isGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void manyTasksLeaveNothingBehind(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      AtomicInteger ran = new AtomicInteger();
      for (int i = 0; i < MANY; i++) {
        runtime.spawn((Future<Integer>) cx -> Poll.ready(ran.incrementAndGet())).drop();
      }
      Latches.until("all have run", () -> {
        runtime.blockOn(yieldNow());
        return runtime.metrics().completedTasksCount() == MANY;
      });
      assertThat(ran).hasValue(MANY);
      assertThat(runtime.metrics().spawnedTasksCount()).isEqualTo(MANY);
      assertThat(runtime.metrics().numAliveTasks()).isZero();
      assertThat(runtime.metrics().globalQueueDepth()).isZero();
      assertThat(runtime.dump().tasks()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPanicThatNobodyCanSeeIsLoggedOnceAndIgnoreIsSilent(Flavor flavor) {
    List<String> messages = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("io.asyncruntime.task");
    Handler handler = collecting(messages);
    logger.addHandler(handler);
    try (AsyncRuntime runtime = flavor.build();
        AsyncRuntime silent = flavor.builder().unhandledPanic(UnhandledPanic.IGNORE).build()) {
      panicUnseen(silent, "unheard");
      panicUnseen(runtime, "detached");
      JoinHandle<Object> seen = runtime.spawn("seen", Future.failed(new IllegalStateException("boom")));
      Latches.until("it has ended", () -> {
        runtime.blockOn(yieldNow());
        return seen.isFinished();
      });
      runtime.blockOn(seen.recover(failure -> Future.ready(1)));
      seen.drop();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(messages).filteredOn(text -> text.contains("detached")).hasSize(1);
    assertThat(messages).noneMatch(text -> text.contains("unheard") || text.contains("seen\""));
  }

  private static void panicUnseen(AsyncRuntime runtime, String name) {
    runtime.spawn(name, Future.failed(new IllegalStateException("boom"))).drop();
    Latches.until("it has panicked", () -> {
      runtime.blockOn(yieldNow());
      return runtime.metrics().panickedTasksCount() == 1;
    });
  }

  private static Handler collecting(List<String> messages) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        messages.add(entry.getMessage());
      }

      @Override
      public void flush() {
      }

      @Override
      public void close() {
      }
    };
  }
}
