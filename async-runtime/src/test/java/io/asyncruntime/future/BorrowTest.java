package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BorrowTest {
  private final RecordingWaker cx = new RecordingWaker();
  private final PollProbe<String> owned = new PollProbe<>("owned");

  @Test
  void aViewGivesTheValueAndTheWakesOfItsFuture() throws Exception {
    Future<String> view = owned.borrow();
    assertThat(owned.polls()).isZero();
    assertThat(view.poll(cx).isReady()).isFalse();
    owned.complete("v");
    assertThat(cx.wakes()).isOne();
    assertThat(view.poll(cx)).isEqualTo(Poll.ready("v"));
  }

  @Test
  void droppingAViewOnlyCutsOffItsWaker() throws Exception {
    Future<String> view = owned.borrow();
    assertThat(view.poll(cx).isReady()).isFalse();
    view.drop();
    assertThat(owned.drops()).isZero();
    owned.wake();
    assertThat(cx.wakes()).isZero();

    Future<String> next = owned.borrow();
    assertThat(next.poll(cx).isReady()).isFalse();
    owned.complete("v");
    assertThat(cx.wakes()).isOne();
    assertThat(next.poll(cx)).isEqualTo(Poll.ready("v"));
    assertThat(owned.misuse()).isNull();
  }

  @Test
  void theFutureItselfCanBePolledOnAfterItsView() throws Exception {
    Future<String> view = owned.borrow();
    assertThat(view.poll(cx).isReady()).isFalse();
    view.drop();
    RecordingWaker other = new RecordingWaker();
    assertThat(owned.poll(other).isReady()).isFalse();
    owned.complete("v");
    assertThat(other.wakes()).isOne();
    assertThat(cx.wakes()).isZero();
    assertThat(owned.poll(other)).isEqualTo(Poll.ready("v"));
  }

  @Test
  void wakesGoToTheWakerOfTheLatestPoll() throws Exception {
    Future<String> view = owned.borrow();
    RecordingWaker later = new RecordingWaker();
    assertThat(view.poll(cx).isReady()).isFalse();
    assertThat(view.poll(later).isReady()).isFalse();
    owned.wake();
    assertThat(cx.wakes()).isZero();
    assertThat(later.wakes()).isOne();
  }

  @Test
  void aWakeDuringThePollIsForwarded() throws Exception {
    Future<String> view = PollProbe.readyAfter(2, "v").borrow();
    RecordingWaker later = new RecordingWaker();
    assertThat(view.poll(cx).isReady()).isFalse();
    assertThat(view.poll(later).isReady()).isFalse();
    assertThat(cx.wakes()).isOne();
    assertThat(later.wakes()).isOne();
  }

  @Test
  void aViewFailsAsItsFutureDoes() {
    IOException broken = new IOException();
    owned.fail(broken);
    Future<String> view = owned.borrow();
    assertThatThrownBy(() -> view.poll(cx)).isSameAs(broken);
  }

  @Test
  void aViewOfACompletedFutureFailsLoudly() throws Exception {
    Future<String> mapped = Future.ready("v").map(v -> v);
    assertThat(mapped.borrow().poll(cx)).isEqualTo(Poll.ready("v"));
    Future<String> late = mapped.borrow();
    assertThatThrownBy(() -> late.poll(cx)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aViewOutlivesASelectInALoop() throws Exception {
    PollProbe<String> first = new PollProbe<>("first");
    Future<String> round = Futures.selectBiased(List.of(owned.borrow(), first));
    first.complete("first");
    assertThat(round.poll(cx)).isEqualTo(Poll.ready("first"));
    assertThat(owned.drops()).isZero();
    owned.complete("owned");
    Future<String> second = Futures.select(List.of(owned.borrow(), Future.<String>pending()));
    assertThat(second.poll(cx)).isEqualTo(Poll.ready("owned"));
  }
}
