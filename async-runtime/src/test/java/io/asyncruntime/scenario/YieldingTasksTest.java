package io.asyncruntime.scenario;

import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that yield wait in a queue, held by whoever takes them out of it: none is forgotten there. */
@Timeout(120)
class YieldingTasksTest {
  private static final int ROUNDS = "long".equals(System.getProperty("stress")) ? 5_000 : 40;

  /** More than the queues of two workers hold. */
  private static final int MANY = 1_200;

  private final List<Yielder> yielders = new ArrayList<>();
  private final List<JoinHandle<Void>> handles = new ArrayList<>();

  /** Yields in each poll. */
  private static final class Yielder implements Future<Void> {
    final AtomicInteger polls = new AtomicInteger();
    final AtomicInteger drops = new AtomicInteger();

    @Override
    public Poll<Void> poll(Context cx) throws Exception {
      polls.incrementAndGet();
      return yieldNow().poll(cx);
    }

    @Override
    public void drop() {
      drops.incrementAndGet();
    }
  }

  /** A poll that does not end before it is told to. */
  private static final class Stuck implements Future<Void> {
    final CountDownLatch inside = Latches.one();
    final CountDownLatch mayEnd = Latches.one();

    @Override
    public Poll<Void> poll(Context cx) {
      inside.countDown();
      boolean interrupted = false;
      while (mayEnd.getCount() > 0) {
        try {
          mayEnd.await();
        } catch (InterruptedException e) {
          interrupted = true; // a shutdown that does not wait any longer
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return Poll.ready(null);
    }
  }

  private static AsyncRuntime unwatched(int workers) {
    return AsyncRuntime.multiThread().workerThreads(workers).longPollThreshold(Duration.ZERO).build();
  }

  private void spawnYielders(AsyncRuntime runtime, int count) {
    for (int i = 0; i < count; i++) {
      Yielder yielder = new Yielder();
      yielders.add(yielder);
      handles.add(runtime.spawn(yielder));
    }
    Latches.until("all have yielded", () -> yielders.stream().allMatch(one -> one.polls.get() > 2));
  }

  private static Stuck stick(AsyncRuntime runtime) {
    Stuck stuck = new Stuck();
    runtime.spawn("stuck", stuck);
    Latches.await(stuck.inside);
    return stuck;
  }

  private void assertAllDroppedOnce() {
    assertThat(handles).allSatisfy(handle -> assertThatExceptionOfType(JoinException.class)
        .isThrownBy(handle::join)
        .satisfies(failure -> assertThat(failure.isCancelled()).isTrue()));
    assertThat(yielders).allMatch(one -> one.drops.get() == 1);
  }

  @Test
  void allEndWithTheRuntimeWhereverTheyWait() {
    for (int round = 0; round < ROUNDS; round++) {
      yielders.clear();
      handles.clear();
      AsyncRuntime runtime =
          AsyncRuntime.multiThread().workerThreads(2).longPollThreshold(Duration.ofMillis(10)).build();
      spawnYielders(runtime, round % 2 == 0 ? MANY : 3);
      ShutdownReport report = runtime.shutdown(Duration.ofSeconds(30));
      assertThat(report.clean()).isTrue();
      assertThat(report.droppedTasks()).isEqualTo(yielders.size());
      assertAllDroppedOnce();
      assertThat(runtime.metrics().numAliveTasks()).isZero();
    }
  }

  @Test
  void behindAPollThatDoesNotEndTheyAreDroppedAfterTheDeadline() {
    AsyncRuntime runtime = unwatched(1);
    spawnYielders(runtime, 5);
    Stuck stuck = stick(runtime);
    ShutdownReport report = runtime.shutdown(Duration.ofMillis(20));
    assertThat(report.clean()).isFalse();
    assertThat(report.stillRunning()).extracting(TaskInfo::name).containsExactly("stuck");
    assertAllDroppedOnce();
    stuck.mayEnd.countDown();
  }

  @Test
  void anotherWorkerThatEndsDropsThemFromTheQueueOfOneThatDoesNot() {
    AsyncRuntime runtime = unwatched(2);
    spawnYielders(runtime, 50);
    Stuck stuck = stick(runtime);
    runtime.shutdownBackground();
    Latches.until("dropped", () -> handles.stream().allMatch(JoinHandle::isFinished));
    assertAllDroppedOnce();
    stuck.mayEnd.countDown();
    assertThat(runtime.shutdown(Duration.ofSeconds(30)).clean()).isTrue();
  }

  @Test
  void whileItWaitsATaskIsScheduledAndAnAbortReachesIt() {
    try (AsyncRuntime runtime = unwatched(1)) {
      spawnYielders(runtime, 2);
      Stuck stuck = stick(runtime);
      assertThat(runtime.dump().tasks()).extracting(TaskInfo::status)
          .containsExactlyInAnyOrder(TaskStatus.RUNNING, TaskStatus.SCHEDULED, TaskStatus.SCHEDULED);
      handles.forEach(JoinHandle::abort);
      assertThat(yielders).allMatch(one -> one.drops.get() == 0);
      stuck.mayEnd.countDown();
      assertAllDroppedOnce();
    }
  }

  @Test
  void aYieldBeforeBlockInPlaceInTheSamePollIsKept() {
    try (AsyncRuntime runtime = unwatched(1)) {
      AtomicInteger polls = new AtomicInteger();
      Future<Integer> task = cx -> {
        if (polls.incrementAndGet() == 2) { return Poll.ready(7); }
        Poll<Void> poll = yieldNow().poll(cx);
        blockInPlace(() -> runtime.blockOn(runtime.spawn(Future.ready(1))));
        assertThat(poll.isReady()).isFalse();
        return Poll.pending();
      };
      assertThat(runtime.spawn(task).join()).isEqualTo(7);
    }
  }
}
