package io.asyncruntime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.testkit.RecordingWaker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SleepTest {
  private final HandTurnedRuntime runtime = new HandTurnedRuntime().enter();
  private final RecordingWaker waker = new RecordingWaker();

  @AfterEach
  void leave() {
    Ambient.current().budget = Ambient.UNCONSTRAINED;
    runtime.close();
  }

  private static Sleep sleepMillis(long millis) {
    return Sleep.of(Duration.ofMillis(millis));
  }

  private boolean ready(Sleep sleep) {
    return sleep.poll(waker).isReady();
  }

  @Test
  void isReadyAtItsDeadlineAndNotBefore() {
    Sleep sleep = sleepMillis(10);
    assertThat(ready(sleep)).isFalse();
    assertThat(sleep.isElapsed()).isFalse();
    assertThat(runtime.advance(Duration.ofNanos(9_999_999))).isZero();
    assertThat(ready(sleep)).isFalse();
    runtime.advance(Duration.ofNanos(1));
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(sleep.isElapsed()).isTrue();
    assertThat(ready(sleep)).isTrue();
    assertThat(ready(sleep)).as("again").isTrue();
  }

  @Test
  void aPartOfAMillisecondIsRoundedUp() {
    Sleep sleep = Sleep.of(Duration.ofNanos(1_500_000));
    assertThat(ready(sleep)).isFalse();
    runtime.advance(Duration.ofNanos(1_600_000));
    assertThat(waker.wakes()).isZero();
    assertThat(sleep.isElapsed()).isFalse();
    assertThat(ready(sleep)).isFalse();
    runtime.advance(Duration.ofNanos(400_000));
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void zeroAndPastDeadlinesAreReadyAtOnce() {
    runtime.advance(Duration.ofNanos(1234));
    assertThat(ready(sleepMillis(0))).isTrue();
    assertThat(ready(Sleep.until(RuntimeInstant.now().minus(Duration.ofDays(1000))))).isTrue();
    assertThat(runtime.driver.size()).isZero();
  }

  @Test
  void theTimeCountsFromCreationInARuntime() {
    Sleep sleep = sleepMillis(10);
    runtime.advanceMillis(10);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void theTimeCountsFromTheFirstPollWhenMadeOutside() {
    runtime.close();
    Sleep sleep = sleepMillis(10);
    assertThat(sleep.isElapsed()).isFalse();
    runtime.advanceMillis(100);
    runtime.enter();
    assertThat(sleep.deadline()).isEqualTo(RuntimeInstant.now().plus(Duration.ofMillis(10)));
    assertThat(ready(sleep)).isFalse();
    runtime.advanceMillis(10);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void pollingWithoutARuntimeNamesTheWayOut() {
    Sleep sleep = sleepMillis(10);
    runtime.close();
    assertThatThrownBy(() -> ready(sleep)).isInstanceOf(IllegalStateException.class).hasMessageContaining("enter()")
        .hasMessageContaining("blockOn()");
  }

  @Test
  void aNegativeDurationIsRefusedAtTheCall() {
    assertThatThrownBy(() -> Sleep.of(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-0.001S");
    assertThatThrownBy(() -> Sleep.of(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Sleep.until(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void aDurationTooLargeIsAboutThirtyYears() {
    Sleep sleep = Sleep.of(Duration.ofSeconds(Long.MAX_VALUE));
    Duration left = sleep.deadline().durationSince(RuntimeInstant.now());
    assertThat(left).isBetween(Duration.ofDays(29 * 365), Duration.ofDays(31 * 365));
    assertThat(ready(sleep)).isFalse();
    assertThat(ready(Sleep.of(Duration.ofDays(100 * 365)))).isFalse();
    runtime.advance(Duration.ofDays(30 * 365));
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void dropTakesTheTimerOut() {
    Sleep sleep = sleepMillis(10);
    assertThat(ready(sleep)).isFalse();
    sleep.drop();
    sleep.drop();
    assertThat(runtime.driver.size()).isZero();
    runtime.advanceMillis(20);
    assertThat(waker.wakes()).isZero();
    assertThat(sleep.isElapsed()).isFalse();
    assertThatThrownBy(() -> ready(sleep)).isInstanceOf(IllegalStateException.class).hasMessageContaining("drop()");
    assertThatThrownBy(() -> sleep.reset(RuntimeInstant.now())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void dropAfterCompletionHasNoEffect() {
    Sleep sleep = sleepMillis(0);
    assertThat(ready(sleep)).isTrue();
    sleep.drop();
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void resetToLaterAndToEarlierMovesTheWakeUp() {
    Sleep sleep = sleepMillis(10);
    assertThat(ready(sleep)).isFalse();
    sleep.reset(RuntimeInstant.now().plus(Duration.ofMillis(100)));
    assertThat(runtime.advanceMillis(50)).isZero();
    sleep.reset(RuntimeInstant.now().plus(Duration.ofMillis(5)));
    assertThat(runtime.advanceMillis(5)).isEqualTo(1);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void resetToThePastWakesTheWaiter() {
    Sleep sleep = sleepMillis(10);
    assertThat(ready(sleep)).isFalse();
    sleep.reset(RuntimeInstant.now().minus(Duration.ofMillis(1)));
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void resetAfterCompletionMakesItWaitAgain() {
    Sleep sleep = sleepMillis(0);
    assertThat(ready(sleep)).isTrue();
    sleep.reset(RuntimeInstant.now().plus(Duration.ofMillis(3)));
    assertThat(sleep.isElapsed()).isFalse();
    assertThat(ready(sleep)).isFalse();
    runtime.advanceMillis(3);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void resetOfAFiredSleepThatNobodyPolledForgetsTheFiring() {
    Sleep sleep = sleepMillis(10);
    assertThat(ready(sleep)).isFalse();
    runtime.advanceMillis(10);
    sleep.reset(RuntimeInstant.now().plus(Duration.ofMillis(10)));
    assertThat(ready(sleep)).isFalse();
    runtime.advanceMillis(10);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void resetGivesASleepMadeOutsideADeadline() {
    runtime.close();
    Sleep sleep = sleepMillis(10);
    runtime.enter();
    RuntimeInstant deadline = RuntimeInstant.now().plus(Duration.ofMillis(70));
    sleep.reset(deadline);
    assertThat(sleep.deadline()).isEqualTo(deadline);
  }

  @Test
  void aPollWithTheBudgetUsedUpYields() {
    Ambient.current().budget = 0;
    Sleep sleep = sleepMillis(0);
    assertThat(ready(sleep)).isFalse();
    assertThat(waker.wakes()).isEqualTo(1);
    Ambient.current().budget = Coop.BUDGET;
    assertThat(ready(sleep)).isTrue();
    assertThat(Ambient.current().budget).isEqualTo(Coop.BUDGET - 1);
  }

  @Test
  void aPendingPollCostsNoBudget() {
    Ambient.current().budget = Coop.BUDGET;
    assertThat(ready(sleepMillis(5))).isFalse();
    assertThat(Ambient.current().budget).isEqualTo(Coop.BUDGET);
  }

  @Test
  void afterShutdownTheMessageSaysSo() {
    Sleep sleep = sleepMillis(5);
    assertThat(ready(sleep)).isFalse();
    runtime.driver.shutdown();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThatThrownBy(() -> ready(sleep)).isInstanceOf(IllegalStateException.class).hasMessageContaining("shut down");
  }

  @Test
  void aLongSleepOnTheSystemClockIsRegisteredWithoutAnotherReading() {
    runtime.close();
    RunningRuntime running = new RunningRuntime();
    Ambient.current().runtime = running;
    Sleep sleep = Sleep.of(Duration.ofDays(1));
    assertThat(ready(sleep)).isFalse();
    assertThat(ready(sleep)).isFalse();
    assertThat(sleep.isElapsed()).isFalse();
    assertThat(running.driver.nextDeadlineNanos() - sleep.deadlineNanos()).isBetween(0L, 999_999L);
    assertThat(running.driver.fireDue(running.driver.nextDeadlineNanos())).isEqualTo(1);
    assertThat(ready(sleep)).isTrue();
  }

  @Test
  void belongsToTheRuntimeOfItsFirstPoll() {
    Sleep sleep = Sleep.of(Duration.ofDays(1)); // the two clocks differ by the time between their starts
    try (HandTurnedRuntime other = new HandTurnedRuntime().enter()) {
      assertThat(ready(sleep)).isFalse();
      assertThat(other.driver.size()).isEqualTo(1);
    }
    assertThat(runtime.driver.size()).isZero();
    assertThat(ready(sleep)).isFalse();
    assertThat(runtime.driver.size()).isZero();
  }
}
