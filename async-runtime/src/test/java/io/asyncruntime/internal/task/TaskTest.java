package io.asyncruntime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.sync.BlockingMutex;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.TaskId;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that is scheduled by hand, on this thread. */
class TaskTest {
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final PollProbe<String> future = new PollProbe<>();
  private final RecordingWaker joiner = new RecordingWaker();
  private final Ambient here = Ambient.current();

  @Test
  void theOutputIsSeenOnce() throws Exception {
    Task<String> task = scheduler.spawn(future);
    assertThat(task.pollJoin(joiner).isReady()).isFalse();
    future.completeSilently("x");
    scheduler.runNext();
    assertThat(joiner.wakes()).isEqualTo(1);
    assertThat(task.pollJoin(joiner).value()).isEqualTo("x");
    assertThatIllegalStateException().isThrownBy(() -> task.pollJoin(joiner)).withMessageContaining("taken before");
    assertThat(scheduler.owned.alive()).isZero();
    assertThat(future.drops()).as("a completed future is never dropped").isZero();
  }

  @Test
  void manyWakesAreOnePoll() {
    Task<String> task = scheduler.spawn(future);
    scheduler.runNext();
    task.wake();
    task.wake();
    task.wake();
    assertThat(scheduler.journal).containsExactly("schedule");
    scheduler.runNext();
    assertThat(future.polls()).isEqualTo(2);
    assertThat(scheduler.queued).isEmpty();
  }

  @Test
  void aWakeDuringThePollGoesBehindItsPeers() {
    Task<String> task = scheduler.spawn(future);
    future.onPoll(task::wake);
    scheduler.runNext();
    assertThat(scheduler.journal).containsExactly("reschedule");
    assertThat(future.polls()).as("never polled recursively").isEqualTo(1);
    TaskInfo info = task.info(0);
    assertThat(info.selfWakes()).isEqualTo(1);
    assertThat(info.wakes()).isEqualTo(1);
    assertThat(info.status()).isEqualTo(TaskStatus.SCHEDULED);
  }

  @Test
  void aWakeAfterTheEndDoesNothing() {
    Task<String> task = scheduler.spawn(future);
    future.completeSilently("x");
    scheduler.runNext();
    task.wake();
    task.abort();
    assertThat(scheduler.queued).isEmpty();
    assertThat(task.isFinished()).isTrue();
  }

  @Test
  void anIdleTaskThatIsAbortedIsDroppedByTheSchedulerOnly() {
    Task<String> task = scheduler.spawn(future);
    scheduler.runNext();
    task.abort();
    assertThat(future.drops()).isZero();
    assertThat(task.isFinished()).isFalse();
    scheduler.runNext();
    assertThat(future.drops()).isEqualTo(1);
    assertThat(future.polls()).as("dropped, not polled").isEqualTo(1);
    assertCancelled(task);
  }

  @Test
  void aQueuedTaskThatIsAbortedIsNeverPolled() {
    Task<String> task = scheduler.spawn(future);
    task.abort();
    scheduler.runNext();
    assertThat(future.polls()).isZero();
    assertThat(future.isDropped()).isTrue();
    assertCancelled(task);
  }

  @Test
  void anAbortDuringAPollIsHonouredWhenItIsPending() {
    Task<String> task = scheduler.spawn(future);
    future.onPoll(task::abort);
    scheduler.runNext();
    assertThat(future.isDropped()).isTrue();
    assertThat(scheduler.queued).isEmpty();
    assertCancelled(task);
  }

  @Test
  void anAbortDuringAPollThatCompletesChangesNothing() throws Exception {
    Task<String> task = scheduler.spawn(future);
    future.onPoll(task::abort);
    future.completeSilently("x");
    scheduler.runNext();
    assertThat(task.pollJoin(joiner).value()).isEqualTo("x");
  }

  @Test
  void theDropIsOverBeforeTheEndCanBeSeen() {
    List<Boolean> finished = new ArrayList<>();
    List<Optional<TaskId>> current = new ArrayList<>();
    Task<String> task = scheduler.spawn(future);
    future.onDrop(() -> {
      finished.add(task.isFinished());
      current.add(TaskId.current());
    });
    task.abort();
    scheduler.runNext();
    assertThat(finished).containsExactly(false);
    assertThat(current).as("the task is current in its drop").containsExactly(Optional.of(new TaskId(task.taskId())));
    assertThat(scheduler.journal).contains("released CANCELLED");
    assertThat(TaskId.current()).isEmpty();
  }

  @Test
  void whatTheDropThrowsIsTheResult() {
    IllegalArgumentException thrown = new IllegalArgumentException("in drop");
    Task<String> task = scheduler.spawn(future.onDrop(() -> {
      throw thrown;
    }));
    task.abort();
    scheduler.runNext();
    assertThatExceptionOfType(JoinException.class)
        .isThrownBy(() -> task.pollJoin(joiner))
        .withCause(thrown)
        .satisfies(failure -> assertThat(failure.isPanic()).isTrue());
  }

  @Test
  void aPanicEndsOnlyTheTask() {
    Error error = new StackOverflowError("deep");
    Task<String> task = scheduler.spawn(future, "import");
    future.failSilently(error);
    scheduler.runNext();
    assertThatExceptionOfType(JoinException.class)
        .isThrownBy(() -> task.pollJoin(joiner))
        .withCause(error)
        .satisfies(failure -> {
          assertThat(failure.isPanic()).isTrue();
          assertThat(failure.isCancelled()).isFalse();
          assertThat(failure.taskId()).isEqualTo(new TaskId(task.taskId()));
          assertThat(failure).hasMessageContaining("import").hasMessageContaining("deep");
        });
    assertThat(scheduler.journal).containsExactly("panicked deep", "released PANICKED");
    assertThat(here.task()).isNull();
  }

  @Test
  void aPollThatIsLeftByNoneOfItsExitsEndsTheTaskAllTheSame() {
    Error noMemory = new OutOfMemoryError("in a frame whose handlers are not asked");
    Task<String> task = scheduler.spawn(future);
    future.failSilently(new IllegalStateException("of the future"));
    scheduler.noPanics = noMemory;
    assertThatThrownBy(scheduler::runNext).isSameAs(noMemory);
    assertThat(task.isFinished()).as("nobody would ever complete it").isFalse();
    scheduler.noPanics = null;
    task.endBrokenPoll(here, noMemory);
    assertThatExceptionOfType(JoinException.class).isThrownBy(() -> task.pollJoin(joiner)).withCause(noMemory);
    assertThat(scheduler.owned.alive()).isZero();
  }

  @Test
  void aBrokenPollOfATaskThatHasEndedOrIsQueuedChangesNothing() throws Exception {
    Task<String> ended = scheduler.spawn(future);
    future.completeSilently("x");
    scheduler.runNext();
    ended.endBrokenPoll(here, new OutOfMemoryError());
    assertThat(ended.pollJoin(joiner).value()).isEqualTo("x");
    Task<String> queued = scheduler.spawn(new PollProbe<>());
    queued.endBrokenPoll(here, new OutOfMemoryError());
    assertThat(queued.isFinished()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsDoneAroundADropCannotKeepTheTaskFromItsEnd(boolean before) {
    Error noMemory = new OutOfMemoryError("around the drop");
    Task<String> task = scheduler.spawn(future);
    scheduler.observer = new ThrowsAroundDrops(before, noMemory);
    task.abort();
    scheduler.runNext();
    assertThatExceptionOfType(JoinException.class).isThrownBy(() -> task.pollJoin(joiner)).withCause(noMemory);
    assertThat(here.task()).isNull();
  }

  private record ThrowsAroundDrops(boolean first, Error failure) implements PollObserver {
    @Override
    public void before(Task<?> task, Ambient here) {
      throw failure;
    }

    @Override
    public void after(Task<?> task, Ambient here, @Nullable Poll<?> result) {
      throw failure;
    }

    @Override
    public void beforeDrop(Task<?> task, Ambient here) {
      if (first) { throw failure; }
    }

    @Override
    public void afterDrop(Task<?> task) {
      if (!first) { throw failure; }
    }
  }

  @Test
  void aPanicOfADetachedTaskIsUnreadAtOnce() {
    Task<String> task = scheduler.spawn(future, "import");
    task.detach();
    future.failSilently(new IllegalStateException("lost"));
    scheduler.runNext();
    task.detach();
    assertThat(scheduler.journal).containsOnlyOnce("unread import lost");
  }

  @Test
  void aPanicThatIsLetGoOfIsUnreadOnce() {
    Task<String> task = scheduler.spawn(future, "import");
    future.failSilently(new IllegalStateException("lost"));
    scheduler.runNext();
    assertThat(scheduler.journal).doesNotContain("unread import lost");
    task.detach();
    task.detach();
    assertThat(scheduler.journal).containsOnlyOnce("unread import lost");
  }

  @Test
  void aPanicThatWasReadIsNotUnread() {
    Task<String> task = scheduler.spawn(future, "import");
    future.failSilently(new IllegalStateException("seen"));
    scheduler.runNext();
    assertThatThrownBy(() -> task.pollJoin(joiner)).isInstanceOf(JoinException.class);
    task.detach();
    scheduler.watcher().drain();
    assertThat(scheduler.journal).doesNotContain("unread import seen");
  }

  @Test
  void aHandleThatWasDroppedCannotBeAwaited() {
    Task<String> task = scheduler.spawn(future);
    task.detach();
    assertThatIllegalStateException().isThrownBy(() -> task.pollJoin(joiner)).withMessageContaining("dropped");
    future.completeSilently("x");
    scheduler.runNext();
    assertThat(task.isFinished()).as("it goes on").isTrue();
    assertThat(joiner.wakes()).isZero();
  }

  @Test
  void onlyTheLastJoinWakerIsWoken() throws Exception {
    Task<String> task = scheduler.spawn(future);
    RecordingWaker earlier = new RecordingWaker();
    assertThat(task.pollJoin(earlier).isReady()).isFalse();
    assertThat(task.pollJoin(joiner).isReady()).isFalse();
    assertThat(task.pollJoin(joiner).isReady()).isFalse();
    future.completeSilently("x");
    scheduler.runNext();
    assertThat(earlier.wakes()).isZero();
    assertThat(joiner.wakes()).isEqualTo(1);
  }

  @Test
  void aJoinWakerThatThrowsHarmsNobody() throws Exception {
    Task<String> task = scheduler.spawn(future);
    assertThat(task.pollJoin(() -> () -> {
      throw new IllegalStateException("bad waker");
    }).isReady()).isFalse();
    future.completeSilently("x");
    scheduler.runNext();
    assertThat(task.pollJoin(joiner).value()).isEqualTo("x");
  }

  @Test
  void aShutdownDropsATaskThatWaitsAndItsQueueEntryIsSkipped() {
    Task<String> task = scheduler.spawn(future);
    task.shutdown(here);
    task.shutdown(here);
    scheduler.runNext();
    assertThat(future.polls()).isZero();
    assertThat(future.drops()).isEqualTo(1);
    assertCancelled(task);
  }

  @Test
  void aGuardHeldOverAPendingFailsTheTaskAndIsReleased() {
    BlockingMutex<String> mutex = new BlockingMutex<>("a");
    List<BlockingMutex.Guard<String>> guards = new ArrayList<>();
    Task<String> task = scheduler.spawn(future.onPoll(() -> guards.add(mutex.lock())));
    here.asyncDepth = 1;
    scheduler.runNext();
    here.asyncDepth = 0;
    assertThatExceptionOfType(JoinException.class)
        .isThrownBy(() -> task.pollJoin(joiner))
        .withCauseInstanceOf(IllegalStateException.class)
        .havingCause()
        .withMessageContaining("PollProbe.poll");
    assertThat(future.isDropped()).isTrue();
    assertThat(guards).hasSize(1);
    assertThat(mutex.tryLock()).as("one defect must not lock out every later user").isPresent();
    here.heldGuards = null;
  }

  @Test
  void aGuardThatIsClosedInThePollIsFine() {
    BlockingMutex<String> mutex = new BlockingMutex<>("a");
    Task<String> task = scheduler.spawn(future.onPoll(() -> mutex.lock().close()));
    scheduler.runNext();
    assertThat(task.isFinished()).isFalse();
  }

  @Test
  void nullIsAnOutput() throws Exception {
    Task<Object> task = scheduler.spawn(Future.ready(null));
    scheduler.runNext();
    assertThat(task.pollJoin(joiner)).isEqualTo(Poll.ready(null));
  }

  private void assertCancelled(Task<?> task) {
    assertThat(task.isFinished()).isTrue();
    assertThatExceptionOfType(JoinException.class)
        .isThrownBy(() -> task.pollJoin(joiner))
        .satisfies(failure -> assertThat(failure.isCancelled()).isTrue());
  }
}
