package io.asyncruntime.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.testkit.RecordingWaker;
import org.junit.jupiter.api.Test;

/** Each row of the table in {@link RunSignal}, and what does not change it. */
class RunSignalTest {
  private final RunSignal signal = new BareSignal();
  private final RecordingWaker first = new RecordingWaker();
  private final RecordingWaker second = new RecordingWaker();

  @Test
  void whatIsRunnableIsTakenOnce() {
    assertThat(signal.takeRunnable()).as("blocked at first").isFalse();
    signal.becomeRunnable();
    assertThat(signal.takeRunnable()).isTrue();
    assertThat(signal.takeRunnable()).isFalse();
  }

  @Test
  void theWakerOfABlockedBodyIsWokenOnce() {
    assertThat(signal.wakeLater(first)).isTrue();
    assertThat(first.wakes()).isZero();
    signal.becomeRunnable();
    assertThat(first.wakes()).isEqualTo(1);
    assertThat(signal.takeRunnable()).isTrue();
    signal.becomeRunnable();
    assertThat(first.wakes()).as("asked for one wake only").isEqualTo(1);
  }

  @Test
  void theWakerOfTheLastPollIsWoken() {
    assertThat(signal.wakeLater(first)).isTrue();
    assertThat(signal.wakeLater(second)).isTrue();
    signal.becomeRunnable();
    assertThat(first.wakes()).isZero();
    assertThat(second.wakes()).isEqualTo(1);
  }

  @Test
  void nobodyIsWokenForABodyThatCanRunByNow() {
    signal.becomeRunnable();
    assertThat(signal.wakeLater(first)).isFalse();
    assertThat(signal.takeRunnable()).as("still to be run").isTrue();
    assertThat(first.wakes()).isZero();
  }

  @Test
  void aPollWithoutANeedFindsNothingToRunAndKeepsTheWaker() {
    assertThat(signal.wakeLater(first)).isTrue();
    assertThat(signal.takeRunnable()).isFalse();
    signal.becomeRunnable();
    assertThat(first.wakes()).isEqualTo(1);
  }
}
