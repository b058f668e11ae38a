package io.asyncruntime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class TaskTrackerTest {
  private final ManualSpawner runtime = new ManualSpawner();
  private final TaskTracker tracker = new TaskTracker(runtime);
  private final RecordingWaker waker = new RecordingWaker();

  private boolean isReady(Future<?> future) throws Exception {
    return future.poll(waker).isReady();
  }

  @Test
  void awaitEmptyNeedsBothClosedAndEmpty() throws Exception {
    Future<Integer> tracked = tracker.track(Future.ready(1));
    Future<Void> empty = tracker.awaitEmpty();
    assertThat(isReady(empty)).isFalse();
    tracker.close();
    assertThat(tracker.isClosed()).isTrue();
    assertThat(isReady(empty)).isFalse();
    assertThat(waker.wakes()).isZero();
    assertThat(tracked.poll(waker).value()).isEqualTo(1);
    assertThat(waker.wakes()).isOne();
    assertThat(isReady(empty)).isTrue();
  }

  @Test
  void closingAnEmptyTrackerWakes() throws Exception {
    Future<Void> empty = tracker.awaitEmpty();
    assertThat(isReady(empty)).isFalse();
    tracker.close();
    tracker.close();
    assertThat(waker.wakes()).isOne();
    assertThat(isReady(empty)).isTrue();
    assertThat(isReady(tracker.awaitEmpty())).isTrue();
  }

  @Test
  void anEndThatHasPassedStillCountsForWaitsFromBefore() throws Exception {
    Future<Void> before = tracker.awaitEmpty();
    tracker.close();
    tracker.reopen();
    Future<Integer> tracked = tracker.track(Future.ready(1));
    Future<Void> after = tracker.awaitEmpty();
    assertThat(isReady(before)).isTrue();
    assertThat(isReady(after)).isFalse();
    tracked.drop();
    assertThat(isReady(after)).isFalse();
  }

  @Test
  void aWaitThatBeganAtTheEndIsOverThoughTheTrackerIsReopened() throws Exception {
    tracker.close();
    Future<Void> empty = tracker.awaitEmpty();
    tracker.reopen();
    assertThat(tracker.isClosed()).isFalse();
    assertThat(isReady(empty)).isTrue();
  }

  @Test
  void trackCountsFromTheCallToTheEnd() throws Exception {
    PollProbe<Integer> completing = new PollProbe<>();
    PollProbe<Integer> failing = new PollProbe<>();
    PollProbe<Integer> dropped = new PollProbe<>();
    Future<Integer> first = tracker.track(completing);
    Future<Integer> second = tracker.track(failing);
    Future<Integer> third = tracker.track(dropped);
    assertThat(tracker.size()).isEqualTo(3);
    assertThat(isReady(first)).isFalse();
    assertThat(tracker.size()).isEqualTo(3);
    completing.complete(1);
    assertThat(isReady(first)).isTrue();
    first.drop();
    assertThat(tracker.size()).isEqualTo(2);
    failing.failSilently(new IllegalArgumentException("no"));
    assertThatThrownBy(() -> second.poll(waker)).hasMessage("no");
    assertThat(tracker.size()).isEqualTo(1);
    third.drop();
    third.drop();
    assertThat(dropped.drops()).isOne();
    assertThat(tracker.size()).isZero();
    assertThat(tracker.isEmpty()).isTrue();
  }

  @Test
  void theFutureIsDroppedBeforeTheCountGoesDownEvenIfThatThrows() {
    PollProbe<Integer> inner = new PollProbe<Integer>().onDrop(() -> {
      assertThat(tracker.size()).isOne();
      throw new IllegalArgumentException("drop");
    });
    Future<Integer> tracked = tracker.track(inner);
    assertThatThrownBy(tracked::drop).hasMessage("drop");
    assertThat(tracker.size()).isZero();
  }

  @Test
  void aSpawnedTaskCountsUntilItsFutureIsDone() throws Exception {
    PollProbe<Integer> work = new PollProbe<>();
    JoinHandle<Integer> handle = tracker.spawn("job", work);
    assertThat(handle.name()).contains("job");
    assertThat(tracker.size()).isOne();
    tracker.close();
    tracker.spawn(Future.ready(2)).drop();
    assertThat(tracker.size()).isEqualTo(2);
    ManualTask<Integer> second = runtime.task(1);
    second.future.drop();
    work.complete(1);
    ManualTask<Integer> first = runtime.task(0);
    assertThat(first.future.poll(waker).value()).isEqualTo(1);
    assertThat(tracker.size()).isZero();
  }

  @Test
  void aSpawnThatFailsDoesNotCount() {
    runtime.refuse();
    assertThatThrownBy(() -> tracker.spawn(Future.ready(1))).hasMessage("refused");
    assertThatThrownBy(() -> tracker.spawnBlocking(() -> 1)).hasMessage("refused");
    assertThat(tracker.size()).isZero();
  }

  @Test
  void aBlockingJobCountsUntilItHasEnded() throws Exception {
    JoinHandle<Integer> handle = tracker.spawnBlocking(() -> 1);
    tracker.close();
    Future<Void> empty = tracker.awaitEmpty();
    assertThat(isReady(empty)).isFalse();
    RecordingWaker joiner = new RecordingWaker();
    assertThat(handle.poll(joiner).isReady()).isFalse();
    ManualTask<Integer> job = runtime.task(0);
    job.complete(4);
    assertThat(joiner.wakes()).isOne();
    assertThat(waker.wakes()).isOne();
    assertThat(isReady(empty)).isTrue();
    assertThat(handle.poll(joiner).value()).isEqualTo(4);
  }

  @Test
  void aBlockingJobThatIsAbortedBeforeItStartsLeavesTheCount() {
    JoinHandle<Integer> handle = tracker.spawnBlocking(() -> 1);
    ManualTask<Integer> job = runtime.task(0);
    handle.abort();
    assertThat(job.isAborted()).isTrue();
    assertThat(tracker.size()).isOne();
    job.cancel();
    assertThat(tracker.size()).isZero();
    assertThat(handle.isFinished()).isTrue();
    assertThatThrownBy(() -> handle.poll(waker)).isInstanceOfSatisfying(JoinException.class,
        failure -> assertThat(failure.isCancelled()).isTrue());
  }

  @Test
  void aBlockingJobThatEndsWhileItIsSpawnedLeavesTheCountAndKeepsItsOutput() throws Exception {
    runtime.finishWhileWatched();
    JoinHandle<Integer> handle = tracker.spawnBlocking(() -> 1);
    assertThat(tracker.size()).isZero();
    assertThat(handle.isFinished()).isTrue();
    assertThat(isReady(handle)).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> handle.poll(waker)).withMessageContaining("taken");
  }

  @Test
  void aBlockingJobAfterShutdownDoesNotCount() {
    runtime.endAtOnce();
    JoinHandle<Integer> handle = tracker.spawnBlocking(() -> 1);
    assertThat(tracker.size()).isZero();
    assertThatThrownBy(() -> handle.poll(waker)).isInstanceOf(JoinException.class);
  }

  @Test
  void aBlockingJobWhoseHandleIsDroppedCountsOnAndIsDetachedAtItsEnd() {
    tracker.spawnBlocking(() -> 1).drop();
    ManualTask<Integer> job = runtime.task(0);
    assertThat(job.isDetached()).isFalse();
    assertThat(tracker.size()).isOne();
    job.panic(new IllegalArgumentException("nobody looks"));
    assertThat(tracker.size()).isZero();
    assertThat(job.isDetached()).isTrue();
  }

  @Test
  void aTokenCountsUntilItIsClosed() throws Exception {
    TaskTracker.Token token = tracker.token();
    tracker.close();
    Future<Void> end = tracker.awaitEmpty();
    assertThat(isReady(end)).isFalse();
    TaskTracker.Token other = tracker.token();
    token.close();
    token.close();
    assertThat(tracker.size()).isOne();
    other.close();
    assertThat(waker.wakes()).isOne();
    assertThat(isReady(end)).isTrue();
  }

  @Test
  void aDroppedWaitIsNotWoken() throws Exception {
    Future<Void> empty = tracker.awaitEmpty();
    empty.poll(waker);
    empty.drop();
    tracker.close();
    assertThat(waker.wakes()).isZero();
  }

  @Test
  void withoutARuntimeTheMessageNamesTheWaysOut() {
    TaskTracker unbound = new TaskTracker();
    assertThatIllegalStateException().isThrownBy(() -> unbound.spawn(Future.ready(1)))
        .withMessageContaining("AsyncRuntime.enter()").withMessageContaining("blockOn");
    assertThatIllegalStateException().isThrownBy(() -> unbound.spawnLocal(Future.ready(1)))
        .withMessageContaining("LocalSet.enter()").withMessageContaining("runUntil");
    assertThat(unbound.size()).isZero();
    runtime.run(() -> unbound.spawn(Future.ready(1)));
    assertThat(unbound.size()).isOne();
    assertThat(unbound).hasToString("TaskTracker[1 tasks]");
  }

  @Test
  void nullIsRefusedAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> new TaskTracker(null)).withMessage("runtime");
    assertThatNullPointerException().isThrownBy(() -> tracker.track(null)).withMessage("future");
    assertThatNullPointerException().isThrownBy(() -> tracker.spawn((Future<Integer>) null)).withMessage("future");
    assertThatNullPointerException().isThrownBy(() -> tracker.spawnBlocking((Callable<Integer>) null))
        .withMessage("work");
    assertThatNullPointerException().isThrownBy(() -> tracker.spawnLocal((Future<Integer>) null)).withMessage("future");
    assertThat(tracker.size()).isZero();
  }
}
