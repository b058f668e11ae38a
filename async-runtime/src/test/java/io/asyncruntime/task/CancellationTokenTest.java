package io.asyncruntime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CancellationTokenTest {
  private final CancellationToken token = new CancellationToken();
  private final RecordingWaker waker = new RecordingWaker();

  @Test
  void cancelWakesAllWhoWait() throws Exception {
    RecordingWaker other = new RecordingWaker();
    Future<Void> first = token.cancelled();
    Future<Void> second = token.cancelled();
    assertThat(first.poll(waker).isReady()).isFalse();
    assertThat(second.poll(other).isReady()).isFalse();
    token.cancel();
    assertThat(waker.wakes()).isOne();
    assertThat(other.wakes()).isOne();
    assertThat(first.poll(waker).isReady()).isTrue();
    assertThat(second.poll(other).isReady()).isTrue();
  }

  @Test
  void cancelTwiceIsCancelOnce() throws Exception {
    Future<Void> waiting = token.cancelled();
    waiting.poll(waker);
    token.cancel();
    token.cancel();
    assertThat(waker.wakes()).isOne();
    assertThat(token.isCancelled()).isTrue();
  }

  @Test
  void onlyTheLatestWakerIsWoken() throws Exception {
    RecordingWaker earlier = new RecordingWaker();
    Future<Void> waiting = token.cancelled();
    waiting.poll(earlier);
    waiting.poll(waker);
    token.cancel();
    assertThat(earlier.wakes()).isZero();
    assertThat(waker.wakes()).isOne();
  }

  @Test
  void childrenAreCancelledWithTheParentAndNotTheOtherWayRound() throws Exception {
    CancellationToken child = token.childToken();
    CancellationToken grandchild = child.childToken();
    CancellationToken sibling = token.childToken();
    Future<Void> waiting = grandchild.cancelled();
    waiting.poll(waker);
    child.cancel();
    assertThat(waker.wakes()).isOne();
    assertThat(waiting.poll(waker).isReady()).isTrue();
    assertThat(grandchild.isCancelled()).isTrue();
    assertThat(token.isCancelled()).isFalse();
    assertThat(sibling.isCancelled()).isFalse();
    token.cancel();
    assertThat(sibling.isCancelled()).isTrue();
  }

  @Test
  void aGrandchildIsReachedThroughAnIntermediateNobodyHolds() throws Exception {
    Future<Void> waiting = token.childToken().childToken().cancelled();
    waiting.poll(waker);
    token.cancel();
    assertThat(waker.wakes()).isOne();
    assertThat(waiting.poll(waker).isReady()).isTrue();
  }

  @Test
  void aChildOfACancelledParentIsBornCancelled() throws Exception {
    token.cancel();
    CancellationToken child = token.childToken();
    assertThat(child.isCancelled()).isTrue();
    assertThat(child.cancelled().poll(waker).isReady()).isTrue();
    assertThat(child.childToken().isCancelled()).isTrue();
  }

  @Test
  void aDroppedWaitLeavesNothingBehind() throws Exception {
    CancellationToken child = token.childToken();
    Future<Void> waiting = child.cancelled();
    waiting.poll(waker);
    assertThat(token.waiters()).isOne();
    waiting.drop();
    waiting.drop();
    assertThat(token.waiters()).isZero();
    assertThat(child.waiters()).isZero();
    token.cancel();
    assertThat(waker.wakes()).isZero();
  }

  @Test
  void aWaitThatEndsLeavesTheAncestorsToo() throws Exception {
    CancellationToken child = token.childToken();
    Future<Void> waiting = child.cancelled();
    waiting.poll(waker);
    child.cancel();
    waiting.poll(waker);
    assertThat(token.waiters()).isZero();
  }

  @Test
  void aWakerThatThrowsDoesNotKeepTheOthersAsleep() throws Exception {
    Future<Void> bad = token.cancelled();
    bad.poll(() -> () -> { throw new IllegalArgumentException("waker"); });
    Future<Void> good = token.cancelled();
    good.poll(waker);
    assertThatThrownBy(token::cancel).hasMessage("waker");
    assertThat(token.isCancelled()).isTrue();
    assertThat(waker.wakes()).isOne();
  }

  @Test
  void closingTheResourceCancels() throws Exception {
    AutoCloseable guard = token.cancelOnClose();
    assertThat(token.isCancelled()).isFalse();
    guard.close();
    guard.close();
    assertThat(token.isCancelled()).isTrue();
  }

  @Test
  void theFutureWinsIfItCompletesFirst() throws Exception {
    PollProbe<Integer> inner = new PollProbe<>();
    Future<Integer> run = token.runUntilCancelled(inner);
    assertThat(run.poll(waker).isReady()).isFalse();
    inner.complete(5);
    token.cancel();
    assertThat(run.poll(waker).value()).isEqualTo(5);
    assertThat(inner.misuse()).isNull();
    assertThat(token.waiters()).isZero();
  }

  @Test
  void theTokenWinsAndTheFutureIsDropped() throws Exception {
    PollProbe<Integer> inner = new PollProbe<>();
    Future<Integer> run = token.runUntilCancelled(inner);
    run.poll(waker);
    token.cancel();
    assertThat(waker.wakes()).isOne();
    assertThatThrownBy(() -> run.poll(waker)).isInstanceOf(CancellationException.class)
        .hasMessageContaining("CancellationToken");
    assertThat(inner.isDropped()).isTrue();
    run.drop();
    assertThat(inner.drops()).isOne();
  }

  @Test
  void aTokenCancelledBeforehandWinsAndTheFutureIsNeverPolled() {
    token.cancel();
    PollProbe<Integer> inner = PollProbe.readyAfter(0, 1);
    assertThatThrownBy(() -> token.runUntilCancelled(inner).poll(waker)).isInstanceOf(CancellationException.class);
    assertThat(inner.polls()).isZero();
    assertThat(inner.isDropped()).isTrue();
  }

  @Test
  void whatTheDropThrowsIsSuppressedInTheOutcome() {
    token.cancel();
    PollProbe<Integer> inner = new PollProbe<Integer>().onDrop(() -> { throw new IllegalArgumentException("drop"); });
    assertThatThrownBy(() -> token.runUntilCancelled(inner).poll(waker)).isInstanceOf(CancellationException.class)
        .satisfies(outcome -> assertThat(outcome.getSuppressed()).singleElement()
            .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void theFuturesFailurePassesThroughAndNobodyWaitsAnyMore() throws Exception {
    PollProbe<Integer> inner = new PollProbe<>();
    Future<Integer> run = token.runUntilCancelled(inner);
    run.poll(waker);
    inner.fail(new java.io.IOException("inner"));
    assertThatThrownBy(() -> run.poll(waker)).isInstanceOf(java.io.IOException.class);
    assertThat(token.waiters()).isZero();
    assertThat(inner.drops()).isZero();
  }

  @Test
  void droppingTheRunDropsTheFutureAndTheWait() throws Exception {
    PollProbe<Integer> inner = new PollProbe<Integer>().onDrop(() -> { throw new IllegalArgumentException("drop"); });
    Future<Integer> run = token.runUntilCancelled(inner);
    run.poll(waker);
    assertThatThrownBy(run::drop).hasMessage("drop");
    assertThat(inner.isDropped()).isTrue();
    assertThat(token.waiters()).isZero();
  }

  @Test
  void aFutureThatCancelsTheTokenItselfIsStopped() {
    PollProbe<Integer> inner = new PollProbe<Integer>().onPoll(token::cancel);
    assertThatThrownBy(() -> token.runUntilCancelled(inner).poll(waker)).isInstanceOf(CancellationException.class);
    assertThat(inner.isDropped()).isTrue();
  }

  @Test
  void misuse() throws Exception {
    assertThatNullPointerException().isThrownBy(() -> token.runUntilCancelled(null)).withMessage("future");
    Future<Void> dropped = token.cancelled();
    dropped.drop();
    assertThatIllegalStateException().isThrownBy(() -> dropped.poll(waker))
        .withMessageContaining("CancellationToken.cancelled() polled after drop()");
    assertThat(token).hasToString("CancellationToken[]");
    token.cancel();
    assertThat(token).hasToString("CancellationToken[cancelled]");
  }
}
