package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StageFutureTest {
  private final RecordingWaker cx = new RecordingWaker();
  private final CompletableFuture<String> stage = new CompletableFuture<>();

  @Test
  void completesAndWakesWithTheStage() throws Exception {
    Future<String> future = Future.from(stage);
    assertThat(stage.getNumberOfDependents()).isZero();
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThat(stage.getNumberOfDependents()).isOne();
    stage.complete("v");
    assertThat(cx.wakes()).isOne();
    assertThat(future.poll(cx)).isEqualTo(Poll.ready("v"));
  }

  @Test
  void aStageThatIsDoneIsReadyAtOnceWithoutAWake() throws Exception {
    stage.complete(null);
    assertThat(Future.from(stage).poll(cx)).isSameAs(Poll.ready(null));
    assertThat(cx.wakes()).isZero();
  }

  @Test
  void wakesTheWakerOfTheLatestPoll() throws Exception {
    Future<String> future = Future.from(stage);
    RecordingWaker later = new RecordingWaker();
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThat(future.poll(later).isReady()).isFalse();
    stage.complete("v");
    assertThat(cx.wakes()).isZero();
    assertThat(later.wakes()).isOne();
  }

  @Test
  void failuresAreUnwrapped() {
    IOException broken = new IOException();
    assertFailure(CompletableFuture.failedFuture(broken), broken);
    assertFailure(CompletableFuture.failedFuture(new CompletionException(broken)), broken);
    assertFailure(CompletableFuture.failedFuture(broken).thenApply(v -> v), broken);
    AssertionError error = new AssertionError();
    assertFailure(CompletableFuture.failedFuture(error), error);
    CompletionException bare = new CompletionException("no cause", null);
    assertFailure(CompletableFuture.failedFuture(bare), bare);
  }

  private void assertFailure(CompletionStage<?> failed, Throwable expected) {
    Future<Object> future = Future.from(failed);
    assertThatThrownBy(() -> future.poll(cx)).isSameAs(expected);
    assertThatThrownBy(() -> future.poll(cx)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCancelledStageFailsWithCancellation() {
    stage.cancel(true);
    Future<String> future = Future.from(stage);
    assertThatThrownBy(() -> future.poll(cx)).isInstanceOf(CancellationException.class);
    Future<String> dependent = Future.from(stage.thenApply(v -> v));
    assertThatThrownBy(() -> dependent.poll(cx)).isInstanceOf(CancellationException.class);
  }

  @Test
  void dropCancelsTheStageAndWakesNobody() throws Exception {
    Future<String> future = Future.from(stage);
    assertThat(future.poll(cx).isReady()).isFalse();
    future.drop();
    future.drop();
    assertThat(stage).isCancelled();
    assertThat(cx.wakes()).isZero();
  }

  @Test
  void dropBeforeTheFirstPollCancelsTheStageToo() {
    Future.from(stage).drop();
    assertThat(stage).isCancelled();
    assertThat(stage.getNumberOfDependents()).isZero();
  }

  @Test
  void dropAfterCompletionDoesNotTouchTheStage() throws Exception {
    CountingStage counting = new CountingStage();
    counting.complete("v");
    Future<String> future = Future.from(counting);
    assertThat(future.poll(cx).isReady()).isTrue();
    future.drop();
    assertThat(counting.cancels).isZero();
  }

  @Test
  void aBorrowedStageIsNotCancelled() throws Exception {
    Future<String> view = Future.from(stage).borrow();
    assertThat(view.poll(cx).isReady()).isFalse();
    view.drop();
    assertThat(stage).isNotDone();
  }

  @Test
  void aStageThatCannotBeCancelledIsLeftAlone() throws Exception {
    Future<String> minimal = Future.from(stage.minimalCompletionStage());
    assertThat(minimal.poll(cx).isReady()).isFalse();
    assertThatCode(minimal::drop).doesNotThrowAnyException();
    Future<String> uncancellable = Future.from(new UncancellableStage());
    assertThatCode(uncancellable::drop).doesNotThrowAnyException();
  }

  private static final class CountingStage extends CompletableFuture<String> {
    private int cancels;

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      cancels++;
      return super.cancel(mayInterruptIfRunning);
    }
  }

  /** CompletionStage allows its toCompletableFuture() to be missing. */
  private static final class UncancellableStage extends CompletableFuture<String> {
    @Override
    public CompletableFuture<String> toCompletableFuture() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aMinimalStageKeepsNothingOfAFutureThatWasGivenUp() throws Exception {
    CompletionStage<String> minimal = stage.minimalCompletionStage();
    for (int i = 0; i < 100; i++) {
      Select<String> select = Select.<String>of().on(Future.from(minimal), v -> v)
          .on(PollProbe.readyAfter(1, "other"), v -> v).biased();
      assertThat(select.poll(cx).isReady()).isFalse();
      assertThat(select.poll(cx)).isEqualTo(Poll.ready("other"));
    }
    assertThat(minimal.toString()).contains("[Not completed]"); // it would say how many dependents it has
    Future<String> wanted = Future.from(minimal);
    assertThat(wanted.poll(cx).isReady()).isFalse();
    stage.complete("v");
    assertThat(wanted.poll(cx)).isEqualTo(Poll.ready("v"));
  }

  @Test
  void aMinimalStageThatFailsIsUnwrapped() throws Exception {
    IOException broken = new IOException();
    Future<String> future = Future.from(stage.minimalCompletionStage());
    assertThat(future.poll(cx).isReady()).isFalse();
    stage.completeExceptionally(broken);
    assertThatThrownBy(() -> future.poll(cx)).isSameAs(broken);
  }

  @Test
  void aStageThatCannotBeCancelledKeepsNeitherTheFutureThatWasGivenUpNorItsWaker() throws Exception {
    CompletableFuture<String> stubborn = new CompletableFuture<>() {
      @Override
      public boolean cancel(boolean mayInterruptIfRunning) { return false; }
    };
    List<WeakReference<?>> gone = new ArrayList<>();
    giveUpOn(stubborn, gone);
    Latches.until("both are collected", () -> {
      System.gc();
      return gone.stream().allMatch(reference -> reference.get() == null);
    });
    assertThat(stubborn.getNumberOfDependents()).isOne();
  }

  private static void giveUpOn(CompletionStage<String> stage, List<WeakReference<?>> gone) throws Exception {
    RecordingWaker waker = new RecordingWaker();
    Future<String> future = Future.from(stage);
    assertThat(future.poll(waker).isReady()).isFalse();
    future.drop();
    gone.add(new WeakReference<>(waker));
    gone.add(new WeakReference<>(future));
  }
}
