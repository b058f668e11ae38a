package io.asyncruntime.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Waker;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitQueueTest {
  private final WaitQueue queue = new WaitQueue();

  private Waiter register(Waker waker) {
    Waiter waiter = new Waiter() {
    };
    queue.register(waiter, waker);
    return waiter;
  }

  @Test
  void allAreWokenInTheOrderInWhichTheyCame() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      register(() -> order.add(number));
    }
    queue.wakeAll();
    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(queue.size()).isZero();
    queue.wakeAll();
    assertThat(order).hasSize(10);
  }

  @Test
  void whoeverComesBackAtOnceWaitsForTheNextChange() {
    int[] wakes = {0};
    List<Waiter> again = new ArrayList<>();
    Waker comesBack = new Waker() {
      @Override
      public void wake() {
        wakes[0]++;
        queue.register(again.get(0), this);
      }
    };
    again.add(register(comesBack));
    RecordingWaker other = new RecordingWaker();
    register(other);
    queue.wakeAll();
    assertThat(wakes[0]).isEqualTo(1);
    assertThat(other.wakes()).isEqualTo(1);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void oneThatThrowsDoesNotKeepTheOthersFromBeingCalled() {
    IllegalStateException first = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second");
    for (RuntimeException failure : List.of(first, second)) {
      register(() -> {
        throw failure;
      });
    }
    RecordingWaker other = new RecordingWaker();
    register(other);
    assertThatThrownBy(queue::wakeAll).isSameAs(first).hasSuppressedException(second);
    assertThat(other.wakes()).isEqualTo(1);
  }

  /** Those behind it are there for the next who changes something. */
  @Test
  void oneThatDoesNotReturnKeepsNoOtherFromBeingWoken() {
    CountDownLatch inside = Latches.one();
    CountDownLatch mayEnd = Latches.one();
    register(() -> {
      inside.countDown();
      Latches.await(mayEnd);
    });
    RecordingWaker other = new RecordingWaker();
    register(other);
    FutureTask<Void> stuck = Latches.start("stuck", () -> {
      queue.wakeAll();
      return null;
    });
    Latches.await(inside);
    queue.wakeAll();
    assertThat(other.wakes()).isEqualTo(1);
    mayEnd.countDown();
    assertThat(Latches.get(stuck)).isNull();
  }
}
