package io.asyncruntime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.task.TaskState.Verdict;
import org.junit.jupiter.api.Test;

/** Each row of the transition table, and what must not be one. */
class TaskStateTest {
  private static final class State extends TaskState {
  }

  private final State state = new State();

  @Test
  void aNewTaskIsNotifiedAndPolledOnce() {
    assertThat(state.isNotified()).isTrue();
    assertThat(state.beginPoll()).isEqualTo(Verdict.POLL);
    assertThat(state.isRunning()).isTrue();
    assertThat(state.isNotified()).isFalse();
    assertThat(state.beginPoll()).isEqualTo(Verdict.SKIP);
  }

  @Test
  void aPendingPollLeavesItIdle() {
    state.beginPoll();
    assertThat(state.endPoll()).isEqualTo(Verdict.IDLE);
    assertThat(state.isRunning()).isFalse();
    assertThat(state.isNotified()).isFalse();
  }

  @Test
  void aWakeDuringThePollAsksForAnother() {
    state.beginPoll();
    assertThat(state.notifyByWake()).isFalse();
    assertThat(state.notifyByWake()).isFalse();
    assertThat(state.endPoll()).isEqualTo(Verdict.RESCHEDULE);
    assertThat(state.isNotified()).isTrue();
    assertThat(state.beginPoll()).isEqualTo(Verdict.POLL);
    assertThat(state.endPoll()).isEqualTo(Verdict.IDLE);
  }

  @Test
  void onlyTheFirstWakeOfAnIdleTaskSubmits() {
    idle();
    assertThat(state.notifyByWake()).isTrue();
    assertThat(state.notifyByWake()).isFalse();
    assertThat(state.notifyByAbort()).isFalse();
    assertThat(state.beginPoll()).isEqualTo(Verdict.CANCEL);
  }

  @Test
  void aCancelledTaskThatGoesOnIdlesAndBeginsEachPollWithCancel() {
    state.beginPoll();
    state.notifyByAbort();
    assertThat(state.endPoll()).isEqualTo(Verdict.CANCEL);
    assertThat(state.endPollThoughCancelled(false)).isTrue(); // the abort has notified it
    assertThat(state.beginPoll()).isEqualTo(Verdict.CANCEL);
    assertThat(state.endPoll()).isEqualTo(Verdict.CANCEL);
    assertThat(state.endPollThoughCancelled(false)).isFalse();
    assertThat(state.isRunning()).isFalse();
    assertThat(state.notifyByAbort()).isFalse();
    assertThat(state.notifyByWake()).isTrue();
    assertThat(state.beginPoll()).isEqualTo(Verdict.CANCEL);
  }

  @Test
  void aCancelledTaskThatGoesOnAndAskedForAPollIsQueued() {
    state.beginPoll();
    state.notifyByAbort();
    state.beginPoll();
    assertThat(state.endPollThoughCancelled(true)).isTrue();
    assertThat(state.isNotified()).isTrue();
  }

  @Test
  void aShutdownClaimsACancelledTaskThatIdles() {
    state.beginPoll();
    state.notifyByAbort();
    state.endPollThoughCancelled(false);
    state.beginPoll();
    assertThat(state.claimToCancel()).isFalse(); // its poller has it
    state.endPollThoughCancelled(false);
    assertThat(state.claimToCancel()).isTrue();
    assertThat(state.beginPoll()).isEqualTo(Verdict.SKIP);
  }

  @Test
  void aWakeOfAQueuedTaskDoesNotSubmit() {
    assertThat(state.notifyByWake()).isFalse();
  }

  @Test
  void anAbortOfAnIdleTaskSubmitsOnceAndIsADropThen() {
    idle();
    assertThat(state.notifyByAbort()).isTrue();
    assertThat(state.notifyByAbort()).isFalse();
    assertThat(state.notifyByWake()).isFalse();
    assertThat(state.isCancelled()).isTrue();
    assertThat(state.beginPoll()).isEqualTo(Verdict.CANCEL);
    assertThat(state.isRunning()).isTrue();
  }

  @Test
  void anAbortOfAQueuedTaskIsSeenWhenItIsTaken() {
    assertThat(state.notifyByAbort()).isFalse();
    assertThat(state.beginPoll()).isEqualTo(Verdict.CANCEL);
  }

  @Test
  void anAbortOfARunningTaskIsSeenWhenThePollEnds() {
    state.beginPoll();
    assertThat(state.notifyByAbort()).isFalse();
    assertThat(state.endPoll()).isEqualTo(Verdict.CANCEL);
    assertThat(state.isRunning()).as("the poller still holds it").isTrue();
  }

  @Test
  void anAbortOfARunningTaskDoesNotStopItsCompletion() {
    state.beginPoll();
    state.notifyByAbort();
    state.markComplete();
    assertThat(state.isComplete()).isTrue();
    assertThat(state.isRunning()).isFalse();
  }

  @Test
  void nothingHappensToACompleteTask() {
    state.beginPoll();
    state.markComplete();
    assertThat(state.notifyByWake()).isFalse();
    assertThat(state.notifyByAbort()).isFalse();
    assertThat(state.claimToCancel()).isFalse();
    assertThat(state.beginPoll()).isEqualTo(Verdict.SKIP);
    assertThat(state.isCancelled()).isFalse();
  }

  @Test
  void aShutdownClaimsWhatIsIdleOrQueued() {
    assertThat(state.claimToCancel()).isTrue();
    assertThat(state.beginPoll()).as("its queue entry").isEqualTo(Verdict.SKIP);
    assertThat(state.notifyByWake()).isFalse();
    State idle = new State();
    idle.beginPoll();
    idle.endPoll();
    assertThat(idle.claimToCancel()).isTrue();
    assertThat(idle.notifyByWake()).isFalse();
    assertThat(idle.notifyByAbort()).isFalse();
  }

  @Test
  void aShutdownLeavesARunningTaskToItsPoller() {
    state.beginPoll();
    assertThat(state.claimToCancel()).isFalse();
    assertThat(state.claimToCancel()).as("nor twice").isFalse();
    assertThat(state.endPoll()).isEqualTo(Verdict.CANCEL);
  }

  @Test
  void aShutdownClaimsWhatWasAbortedAndIsStillQueued() {
    state.notifyByAbort();
    assertThat(state.claimToCancel()).isTrue();
    assertThat(state.beginPoll()).isEqualTo(Verdict.SKIP);
  }

  @Test
  void aTaskThatYieldedIsHeldUntilItIsTaken() {
    state.beginPoll();
    assertThat(state.endPollYielding()).isEqualTo(Verdict.YIELD);
    assertThat(state.isHeld()).isTrue();
    assertThat(state.isRunning()).isTrue();
    assertThat(state.notifyByWake()).as("it is queued").isFalse();
    assertThat(state.claimToCancel()).as("through the registry").isFalse();
    State other = new State();
    other.beginPoll();
    other.endPollYielding();
    assertThat(other.beginPoll()).isEqualTo(Verdict.POLL);
    assertThat(other.isHeld()).isFalse();
    assertThat(other.endPoll()).isEqualTo(Verdict.IDLE);
  }

  @Test
  void onePollServesTheYieldAndAWakeAfterIt() {
    state.beginPoll();
    state.endPollYielding();
    assertThat(state.notifyByWake()).isFalse();
    assertThat(state.beginPoll()).isEqualTo(Verdict.POLL);
    assertThat(state.isNotified()).isFalse();
    assertThat(state.endPoll()).isEqualTo(Verdict.IDLE);
  }

  @Test
  void aWakeDuringThePollTakesPrecedenceOverItsYield() {
    state.beginPoll();
    state.notifyByWake();
    assertThat(state.endPollYielding()).isEqualTo(Verdict.RESCHEDULE);
    assertThat(state.isHeld()).isFalse();
    assertThat(state.beginPoll()).isEqualTo(Verdict.POLL);
  }

  @Test
  void anAbortOfAHeldTaskIsSeenWhenItIsTaken() {
    state.beginPoll();
    state.endPollYielding();
    assertThat(state.notifyByAbort()).isFalse();
    assertThat(state.beginPoll()).isEqualTo(Verdict.CANCEL);
    assertThat(state.isHeld()).isFalse();
  }

  @Test
  void anAbortDuringThePollTakesPrecedenceOverItsYield() {
    state.beginPoll();
    state.notifyByAbort();
    assertThat(state.endPollYielding()).isEqualTo(Verdict.CANCEL);
    assertThat(state.isHeld()).isFalse();
  }

  @Test
  void aShutdownClaimsWhatIsHeldByTheQueueOnly() {
    state.beginPoll();
    state.endPollYielding();
    assertThat(state.claimToCancel()).isFalse();
    assertThat(state.claimQueuedToCancel()).isTrue();
    assertThat(state.claimQueuedToCancel()).as("nor twice").isFalse();
    assertThat(state.isCancelled()).isTrue();
    assertThat(state.beginPoll()).isEqualTo(Verdict.SKIP);
    State queued = new State();
    assertThat(queued.claimQueuedToCancel()).as("one that did not yield").isTrue();
    assertThat(queued.claimToCancel()).isFalse();
  }

  @Test
  void theJoinWakerIsSeenByTheCompletion() {
    assertThat(state.publishJoinWaker()).isTrue();
    assertThat(state.hasJoinWaker()).isTrue();
    state.beginPoll();
    assertThat(state.markComplete() & TaskState.JOIN_WAKER).isNotZero();
    assertThat(state.withdrawJoinWaker()).as("it is being called").isFalse();
  }

  @Test
  void aWithdrawnJoinWakerIsNot() {
    state.publishJoinWaker();
    assertThat(state.withdrawJoinWaker()).isTrue();
    state.beginPoll();
    assertThat(state.markComplete() & TaskState.JOIN_WAKER).isZero();
    assertThat(state.publishJoinWaker()).as("it will not be called").isFalse();
  }

  @Test
  void whoComesSecondDisposesOfTheOutput() {
    state.beginPoll();
    assertThat(state.dropJoinInterest()).isFalse();
    assertThat(state.markComplete() & TaskState.JOIN_INTEREST).isZero();
    State other = new State();
    other.beginPoll();
    assertThat(other.markComplete() & TaskState.JOIN_INTEREST).isNotZero();
    assertThat(other.dropJoinInterest()).isTrue();
  }

  private void idle() {
    state.beginPoll();
    assertThat(state.endPoll()).isEqualTo(Verdict.IDLE);
  }
}
