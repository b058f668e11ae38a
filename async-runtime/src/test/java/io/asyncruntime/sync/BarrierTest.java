package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import org.junit.jupiter.api.Test;

class BarrierTest {
  @Test
  void theLastArrivalReleasesAllAndLeads() throws Exception {
    Barrier barrier = new Barrier(3);
    Future<Boolean> a = barrier.arrive();
    Future<Boolean> b = barrier.arrive();
    RecordingWaker wa = pending(a);
    RecordingWaker wb = pending(b);
    pending(a, wa);
    assertThat(barrier).hasToString("Barrier[2 of 3]");
    assertThat(ready(barrier.arrive())).isTrue();
    assertThat(wa.wakes()).isEqualTo(1);
    assertThat(wb.wakes()).isEqualTo(1);
    assertThat(ready(a)).isFalse();
    assertThat(ready(b)).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> a.poll(wa)).withMessageContaining("Barrier.arrive()");
  }

  @Test
  void itCanBeUsedAgain() throws Exception {
    Barrier barrier = new Barrier(2);
    for (int round = 0; round < 3; round++) {
      Future<Boolean> first = barrier.arrive();
      pending(first);
      assertThat(ready(barrier.arrive())).isTrue();
      assertThat(ready(first)).isFalse();
    }
  }

  @Test
  void arrivingIsLazy() throws Exception {
    Barrier barrier = new Barrier(2);
    Future<Boolean> never = barrier.arrive();
    never.drop();
    pending(barrier.arrive());
    assertThat(barrier).hasToString("Barrier[1 of 2]");
  }

  @Test
  void anArrivalCannotBeTakenBack() throws Exception {
    Barrier barrier = new Barrier(2);
    Future<Boolean> gone = barrier.arrive();
    RecordingWaker waker = pending(gone);
    gone.drop();
    assertThat(ready(barrier.arrive())).isTrue();
    assertThat(waker.wakes()).isZero();
  }

  @Test
  void zeroIsOne() throws Exception {
    assertThat(ready(new Barrier(0).arrive())).isTrue();
    assertThat(ready(new Barrier(1).arrive())).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new Barrier(-1)).withMessageContaining("-1");
  }

  @Test
  void onlyTheLatestWakerIsCalled() throws Exception {
    Barrier barrier = new Barrier(2);
    Future<Boolean> first = barrier.arrive();
    RecordingWaker old = pending(first);
    RecordingWaker latest = pending(first);
    ready(barrier.arrive());
    assertThat(old.wakes()).isZero();
    assertThat(latest.wakes()).isEqualTo(1);
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    Barrier barrier = new Barrier(2);
    assertThat(withBudget(3, () -> pending(barrier.arrive()))).isEqualTo(3);
    assertThat(withBudget(3, () -> ready(barrier.arrive()))).isEqualTo(2);
    Future<Boolean> late = barrier.arrive();
    withBudget(0, () -> pending(late));
    assertThat(barrier).hasToString("Barrier[0 of 2]");
  }
}
