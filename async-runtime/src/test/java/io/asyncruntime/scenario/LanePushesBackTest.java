package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.LaneOptions;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.PolledOnce;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane, or the pool, that has more to do than it may: who is one too many hears it at once. */
@Timeout(60)
class LanePushesBackTest {
  private final CountDownLatch open = new CountDownLatch(1);

  /** A test that failed must not wait for its jobs. */
  @AfterEach
  void open() {
    open.countDown();
  }

  private static AsyncRuntime with(LaneOptions options) {
    return AsyncRuntime.multiThread().workerThreads(2).blockingLane("jdbc", options).build();
  }

  private JoinHandle<Integer> hold(BlockingLane lane) throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(1);
    JoinHandle<Integer> job = lane.trySpawn(() -> {
      runs.countDown();
      open.await();
      return 1;
    });
    runs.await();
    return job;
  }

  @Test
  void oneCallerTooManyIsRefusedAndTheOthersHaveTheirTurn() throws Exception {
    try (AsyncRuntime runtime = with(LaneOptions.of(1, 0).maxWaiting(1))) {
      BlockingLane lane = runtime.blockingLane("jdbc");
      JoinHandle<Integer> first = hold(lane);
      CountDownLatch polled = new CountDownLatch(1);
      JoinHandle<Integer> waits = runtime.spawn(new PolledOnce<>(lane.run(() -> 2), polled));
      polled.await();
      assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> runtime.blockOn(lane.run(() -> 3)))
          .withMessageContaining("\"jdbc\"").withMessageContaining("1 jobs run").withMessageContaining("maxWaiting");
      assertThat(lane.metrics().rejected()).isEqualTo(1);
      open.countDown();
      assertThat(first.join()).isEqualTo(1);
      assertThat(waits.join()).isEqualTo(2);
      assertThat(runtime.blockOn(lane.run(() -> 4))).as("there is room again").isEqualTo(4);
    }
  }

  @Test
  void whoGivesUpHasNotWaited() throws Exception {
    try (AsyncRuntime runtime = with(LaneOptions.of(1, 0).maxWaiting(1))) {
      BlockingLane lane = runtime.blockingLane("jdbc");
      JoinHandle<Integer> first = hold(lane);
      for (int i = 0; i < 3; i++) {
        CountDownLatch polled = new CountDownLatch(1);
        JoinHandle<Integer> waits = runtime.spawn(new PolledOnce<>(lane.run(() -> 2), polled));
        polled.await();
        waits.abort();
        assertThat(catchThrowable(waits::join)).isInstanceOfSatisfying(JoinException.class,
            failure -> assertThat(failure.isCancelled()).isTrue());
      }
      open.countDown();
      assertThat(first.join()).isEqualTo(1);
      assertThat(lane.metrics().rejected()).isZero();
    }
  }

  @Test
  void whoWaitsForAdmissionForTooLongIsRefusedAlthoughNothingMoves() throws Exception {
    try (AsyncRuntime runtime = with(LaneOptions.of(1, 0).maxQueueTime(Duration.ofMillis(20)))) {
      BlockingLane lane = runtime.blockingLane("jdbc");
      JoinHandle<Integer> first = hold(lane);
      assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> runtime.blockOn(lane.run(() -> 2)))
          .withMessageContaining("\"jdbc\"").withMessageContaining("PT0.02S").withMessageContaining("maxQueueTime");
      open.countDown();
      assertThat(first.join()).isEqualTo(1);
      assertThat(runtime.blockOn(lane.run(() -> 3))).isEqualTo(3);
    }
  }

  @Test
  void aJobWhoseTurnComesTooLateDoesNotRun() throws Exception {
    try (AsyncRuntime runtime = with(LaneOptions.of(1, 1).maxQueueTime(Duration.ofNanos(1)))) {
      BlockingLane lane = runtime.blockingLane("jdbc");
      CountDownLatch ran = new CountDownLatch(1);
      JoinHandle<Integer> late = lane.trySpawn(() -> {
        ran.countDown();
        return 2;
      });
      assertThat(catchThrowable(late::join)).isInstanceOf(JoinException.class)
          .hasCauseInstanceOf(RejectedExecutionException.class);
      assertThat(ran.getCount()).isEqualTo(1);
      assertThat(lane.metrics().rejected()).isEqualTo(1);
      assertThat(lane.metrics().completed()).isZero();
    }
  }

  /** The first job ends when the queue has not been empty for long: who came last is served, and who waited is refused. */
  @Test
  void inAnOverloadTheNewestIsServedAndTheStaleAreRefused() throws Exception {
    try (AsyncRuntime runtime = with(LaneOptions.of(1, 10).overloadDelay(Duration.ofNanos(1)))) {
      BlockingLane lane = runtime.blockingLane("jdbc");
      JoinHandle<Integer> first = hold(lane);
      JoinHandle<Integer> stale = lane.trySpawn(() -> 2);
      open.countDown();
      assertThat(first.join()).isEqualTo(1);
      assertThat(catchThrowable(stale::join)).isInstanceOf(JoinException.class)
          .hasCauseInstanceOf(RejectedExecutionException.class);
      assertThat(lane.metrics().rejected()).isEqualTo(1);
      assertThat(runtime.blockOn(lane.run(() -> 3))).as("the queue is empty again").isEqualTo(3);
    }
  }

  @Test
  void thePoolRefusesWhatItsQueueHasNoRoomFor() throws Exception {
    try (AsyncRuntime runtime =
        AsyncRuntime.multiThread().workerThreads(1).maxBlockingThreads(1).blockingQueueCapacity(1).build()) {
      CountDownLatch runs = new CountDownLatch(1);
      JoinHandle<Void> first = runtime.spawnBlocking(() -> {
        runs.countDown();
        open.await();
      });
      runs.await();
      JoinHandle<Integer> queued = runtime.spawnBlocking(() -> 2);
      assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> runtime.spawnBlocking(() -> 3))
          .withMessageContaining("blockingQueueCapacity").withMessageContaining("1 jobs wait");
      open.countDown();
      first.join();
      assertThat(queued.join()).isEqualTo(2);
      assertThat(runtime.blockOn(runtime.spawn(() -> await(runtime.spawnBlocking(() -> 4))))).isEqualTo(4);
    }
  }

  @Test
  void optionsSayWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> LaneOptions.of(0, 1)).withMessageContaining("maxThreads");
    assertThatIllegalArgumentException().isThrownBy(() -> LaneOptions.of(1, -1)).withMessageContaining("queueCapacity");
    assertThatIllegalArgumentException().isThrownBy(() -> LaneOptions.of(1, 1).maxWaiting(-1))
        .withMessageContaining("maxWaiting");
    assertThatIllegalArgumentException().isThrownBy(() -> LaneOptions.of(1, 1).maxQueueTime(Duration.ofNanos(-1)))
        .withMessageContaining("maxQueueTime");
    assertThatIllegalArgumentException().isThrownBy(() -> LaneOptions.of(1, 1).overloadDelay(Duration.ofNanos(-1)))
        .withMessageContaining("overloadDelay");
    assertThat(LaneOptions.of(1, 2).virtualThreads(true).maxWaiting(3).maxQueueTime(Duration.ofSeconds(4))
        .overloadDelay(Duration.ofSeconds(5)))
        .hasToString("LaneOptions[maxThreads 1, queueCapacity 2, virtual threads, maxWaiting 3, maxQueueTime PT4S,"
            + " overloadDelay PT5S]");
  }
}
