package io.asyncruntime.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Waker;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WakeBatchTest {
  private final WakeBatch batch = new WakeBatch();

  private void add(@Nullable Waker waker) {
    Waiter waiter = new Waiter() {
    };
    waiter.setWaker(waker);
    batch.add(waiter);
  }

  @Test
  void anEmptyBatchWakesNobody() {
    RecordingWaker waker = new RecordingWaker();
    batch.wakeAll();
    add(null);
    add(waker);
    batch.wakeAll();
    batch.wakeAll();
    assertThat(waker.wakes()).isEqualTo(1);
  }

  @Test
  void theOrderIsKeptHoweverManyThereAre() {
    List<Integer> order = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      add(() -> order.add(number));
      expected.add(number);
    }
    batch.wakeAll();
    assertThat(order).isEqualTo(expected);
  }

  @Test
  void oneThatThrowsDoesNotKeepTheOthersFromBeingCalled() {
    IllegalStateException first = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second");
    RecordingWaker waker = new RecordingWaker();
    add(() -> {
      throw first;
    });
    add(() -> {
      throw second;
    });
    add(waker);
    assertThatThrownBy(batch::wakeAll).isSameAs(first).hasSuppressedException(second);
    assertThat(waker.wakes()).isEqualTo(1);
  }
}
