package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane keeps its bounds, its order and its figures. */
@Timeout(30)
class BlockingLaneTest {
  private final AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).blockingLane("jdbc", 1, 1).build();
  private final BlockingLane lane = runtime.blockingLane("jdbc");
  private final CountDownLatch open = new CountDownLatch(1);

  @AfterEach
  void close() {
    open.countDown();
    runtime.close();
  }

  @Test
  void itsFiguresReadAsAPersonWouldReadThem() {
    assertThat(runtime.blockOn(lane.run(() -> 7))).isEqualTo(7);
    assertThat(lane.metrics().toString()).isEqualTo(lane.toString())
        .startsWith("blocking lane \"jdbc\"[running 0, queued 0, completed 1, rejected 0, queue time PT");
  }

  private Integer waitForLatch() throws InterruptedException {
    assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
    return 1;
  }

  @Test
  void runGivesTheResultAndTheFailureUnchanged() {
    assertThat(runtime.blockOn(lane.run(() -> 5))).isEqualTo(5);
    IOException failure = new IOException("no");
    assertThatThrownBy(() -> runtime.blockOn(lane.run(() -> {
      throw failure;
    }))).hasCause(failure);
  }

  @Test
  void unknownLaneNamesThoseDeclared() {
    assertThatThrownBy(() -> runtime.blockingLane("jbdc")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jbdc").hasMessageContaining("jdbc");
  }

  @Test
  void aFullLaneRefusesTrySpawnAndMakesSpawnWait() throws Exception {
    JoinHandle<Integer> running = lane.trySpawn(this::waitForLatch);
    JoinHandle<Integer> queued = lane.trySpawn(this::waitForLatch);
    assertThatThrownBy(() -> lane.trySpawn(() -> 3)).isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("jdbc");
    assertThat(lane.metrics().rejected()).isOne();

    RecordingWaker waker = new RecordingWaker();
    Future<JoinHandle<Integer>> waiting = lane.spawn(() -> 4);
    assertThat(waiting.poll(waker).isReady()).isFalse();
    open.countDown();
    assertThat(runtime.blockOn(running)).isOne();
    assertThat(runtime.blockOn(queued)).isOne();
    assertThat(runtime.blockOn(runtime.blockOn(waiting))).isEqualTo(4);
    assertThat(lane.metrics().completed()).isEqualTo(3);
    assertThat(lane.metrics().running()).isZero();
    assertThat(lane.metrics().queued()).isZero();
    assertThat(lane.metrics().totalRunTime()).isPositive();
  }

  @Test
  void neverMoreJobsAtATimeThanThreads() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> jobs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int n = i;
      jobs.add(lane.run(() -> {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        inside.decrementAndGet();
        return n;
      }));
    }
    assertThat(runtime.blockOn(Futures.join(jobs))).hasSize(200);
    assertThat(most).hasValue(1);
  }

  @Test
  void droppingAQueuedJobFreesItsPlace() throws Exception {
    JoinHandle<Integer> running = lane.trySpawn(this::waitForLatch);
    Future<Integer> queued = lane.run(() -> 2);
    assertThat(queued.poll(new RecordingWaker()).isReady()).isFalse();
    queued.drop();
    JoinHandle<Integer> third = lane.trySpawn(() -> 3);
    open.countDown();
    assertThat(runtime.blockOn(running)).isOne();
    assertThat(runtime.blockOn(third)).isEqualTo(3);
  }

  @Test
  void shutdownCancelsWhatWaits() {
    JoinHandle<Integer> running = lane.trySpawn(this::waitForLatch);
    JoinHandle<Integer> queued = lane.trySpawn(() -> 2);
    runtime.shutdownBackground();
    assertThatThrownBy(queued::join)
        .isInstanceOfSatisfying(JoinException.class, failure -> assertThat(failure.isCancelled()).isTrue());
    assertThat(running.isFinished()).as("the job before it, which it does not wait for").isFalse();
    open.countDown();
  }
}
