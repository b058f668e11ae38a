package io.asyncruntime.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.testkit.RecordingWaker;
import org.junit.jupiter.api.Test;

class AtomicWakerTest {
  private final AtomicWaker slot = new AtomicWaker();

  @Test
  void theLatestWakerIsCalledOnce() {
    RecordingWaker old = new RecordingWaker();
    RecordingWaker latest = new RecordingWaker();
    slot.register(old);
    slot.register(latest);
    slot.register(latest);
    slot.wake();
    slot.wake();
    assertThat(old.wakes()).isZero();
    assertThat(latest.wakes()).isEqualTo(1);
  }

  @Test
  void afterClearNobodyIsCalled() {
    RecordingWaker waker = new RecordingWaker();
    slot.register(waker);
    slot.clear();
    slot.clear();
    slot.wake();
    assertThat(waker.wakes()).isZero();
    assertThat(slot.take()).isNull();
  }

  @Test
  void unregisterLeavesTheWakerOfSomeoneElseAlone() {
    RecordingWaker mine = new RecordingWaker();
    RecordingWaker other = new RecordingWaker();
    slot.register(mine);
    slot.register(other);
    slot.unregister(mine);
    slot.wake();
    assertThat(other.wakes()).isEqualTo(1);
    slot.register(mine);
    slot.unregister(mine);
    slot.wake();
    assertThat(mine.wakes()).isZero();
  }

  @Test
  void aTakenWakerMayRegisterAgainFromInsideItsWake() {
    RecordingWaker second = new RecordingWaker();
    slot.register(() -> slot.register(second));
    slot.wake();
    assertThat(second.wakes()).isZero();
    slot.wake();
    assertThat(second.wakes()).isEqualTo(1);
  }
}
