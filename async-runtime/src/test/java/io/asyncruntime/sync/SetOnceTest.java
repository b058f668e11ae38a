package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import org.junit.jupiter.api.Test;

class SetOnceTest {
  private final SetOnce<String> cell = new SetOnce<>();

  @Test
  void theFirstValueStays() throws Exception {
    assertThat(cell.get()).isEmpty();
    assertThat(cell.set("a")).isTrue();
    assertThat(cell.set("b")).isFalse();
    assertThat(cell.get()).contains("a");
    assertThat(ready(cell.value())).isEqualTo("a");
    assertThat(cell).hasToString("SetOnce[a]");
  }

  @Test
  void allWhoWaitAreWoken() throws Exception {
    Future<String> first = cell.value();
    Future<String> second = cell.value();
    Future<String> dropped = cell.value();
    RecordingWaker a = pending(first);
    RecordingWaker b = pending(second);
    RecordingWaker old = pending(second);
    pending(second, b);
    RecordingWaker c = pending(dropped);
    dropped.drop();
    cell.set("a");
    assertThat(a.wakes()).isEqualTo(1);
    assertThat(b.wakes()).isEqualTo(1);
    assertThat(old.wakes()).isZero();
    assertThat(c.wakes()).isZero();
    assertThat(ready(first)).isEqualTo("a");
    assertThat(ready(second)).isEqualTo("a");
    assertThatIllegalStateException().isThrownBy(() -> first.poll(a)).withMessageContaining("SetOnce.value()");
    assertThatIllegalStateException().isThrownBy(() -> dropped.poll(a));
  }

  @Test
  void nullIsNoValue() {
    assertThatNullPointerException().isThrownBy(() -> cell.set(null));
    assertThat(cell).hasToString("SetOnce[not set]");
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    assertThat(withBudget(3, () -> pending(cell.value()))).isEqualTo(3);
    cell.set("a");
    assertThat(withBudget(3, () -> ready(cell.value()))).isEqualTo(2);
  }
}
