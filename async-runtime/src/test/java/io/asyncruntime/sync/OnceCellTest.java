package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import org.junit.jupiter.api.Test;

class OnceCellTest {
  private final OnceCell<String> cell = new OnceCell<>();
  private final PollProbe<String> slow = new PollProbe<>("slow");

  @Test
  void theFirstOneComputesAndTheOthersWait() throws Exception {
    Future<String> first = cell.getOrInit(() -> slow);
    Future<String> second = cell.getOrInit(() -> {
      throw new AssertionError("there is one already");
    });
    RecordingWaker a = pending(first);
    RecordingWaker b = pending(second);
    slow.complete("a");
    assertThat(a.takeWake()).isTrue();
    assertThat(b.takeWake()).isFalse();
    assertThat(ready(first)).isEqualTo("a");
    assertThat(b.takeWake()).isTrue();
    assertThat(ready(second)).isEqualTo("a");
    assertThat(cell.get()).contains("a");
    assertThat(cell).hasToString("OnceCell[a]");
    assertThatIllegalStateException().isThrownBy(() -> first.poll(a)).withMessageContaining("OnceCell.getOrInit()");
    assertThat(slow.misuse()).isNull();
  }

  @Test
  void aSetCellComputesNothing() throws Exception {
    assertThat(cell.set("a")).isTrue();
    assertThat(cell.set("b")).isFalse();
    assertThat(ready(cell.getOrInit(() -> {
      throw new AssertionError("it is set");
    }))).isEqualTo("a");
  }

  @Test
  void setFailsWhileSomeoneComputes() throws Exception {
    Future<String> first = cell.getOrInit(() -> slow);
    pending(first);
    assertThat(cell.set("b")).isFalse();
    assertThat(cell.get()).isEmpty();
    first.drop();
    assertThat(cell.set("b")).isTrue();
  }

  @Test
  void afterAFailureTheNextOneTries() throws Exception {
    Future<String> first = cell.getOrInit(() -> slow);
    Future<String> second = cell.getOrInit(() -> Future.ready("b"));
    Future<String> third = cell.getOrInit(() -> Future.ready("c"));
    pending(first);
    RecordingWaker waker = pending(second);
    pending(third);
    IllegalArgumentException boom = new IllegalArgumentException("boom");
    slow.fail(boom);
    assertThatThrownBy(() -> first.poll(new RecordingWaker())).isSameAs(boom);
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(second)).isEqualTo("b");
    assertThat(ready(third)).isEqualTo("b");
    assertThat(slow.drops()).isZero();
  }

  @Test
  void droppingTheOneThatComputesDropsTheInitialiserAndLetsTheNextTry() throws Exception {
    Future<String> first = cell.getOrInit(() -> slow);
    Future<String> second = cell.getOrInit(() -> Future.ready("b"));
    pending(first);
    RecordingWaker waker = pending(second);
    first.drop();
    assertThat(slow.isDropped()).isTrue();
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(second)).isEqualTo("b");
  }

  @Test
  void aDroppedWaiterThatHadTheTurnPassesItOn() throws Exception {
    Future<String> first = cell.getOrInit(() -> slow);
    Future<String> second = cell.getOrInit(() -> Future.ready("b"));
    Future<String> third = cell.getOrInit(() -> Future.ready("c"));
    pending(first);
    pending(second);
    RecordingWaker waker = pending(third);
    first.drop();
    second.drop();
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(third)).isEqualTo("c");
  }

  @Test
  void anInitialiserThatThrowsOrMakesNothingFailsItsCallerOnly() throws Exception {
    IllegalArgumentException boom = new IllegalArgumentException("boom");
    Future<String> throwing = cell.getOrInit(() -> {
      throw boom;
    });
    assertThatThrownBy(() -> throwing.poll(new RecordingWaker())).isSameAs(boom);
    assertThatNullPointerException().isThrownBy(() -> ready(cell.getOrInit(() -> null)));
    assertThatNullPointerException().isThrownBy(() -> ready(cell.getOrInit(() -> Future.ready(null))));
    assertThatNullPointerException().isThrownBy(() -> cell.getOrInit(null));
    assertThatNullPointerException().isThrownBy(() -> cell.set(null));
    assertThat(ready(cell.getOrInit(() -> Future.ready("c")))).isEqualTo("c");
  }

  @Test
  void theInitialiserIsNotCalledBeforeThePoll() {
    Future<String> first = cell.getOrInit(() -> {
      throw new AssertionError("nobody polled");
    });
    first.drop();
    assertThat(cell).hasToString("OnceCell[not set]");
  }

  @Test
  void theBudgetIsTakenForTheWait() throws Exception {
    pending(cell.getOrInit(() -> slow));
    Future<String> second = cell.getOrInit(() -> slow);
    assertThat(withBudget(3, () -> pending(second))).isEqualTo(3);
    RecordingWaker waker = new RecordingWaker();
    withBudget(0, () -> pending(second, waker));
    assertThat(waker.wakes()).isEqualTo(1);
  }
}
