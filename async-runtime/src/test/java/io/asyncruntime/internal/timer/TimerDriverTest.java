package io.asyncruntime.internal.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Context;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.PausableClock;
import io.asyncruntime.internal.wait.TimerHandle;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimerDriverTest {
  private static final long MILLI = 1_000_000;

  private final PausableClock clock = new PausableClock(true);
  private final AtomicInteger earlierDeadlines = new AtomicInteger();
  private final TimerDriver driver = new TimerDriver(clock, earlierDeadlines::incrementAndGet);
  private final long start = clock.nanos();
  private final RecordingWaker waker = new RecordingWaker();

  private long millis(long count) {
    return start + count * MILLI;
  }

  private TimerHandle registered(Context cx, long deadline) {
    TimerHandle timer = driver.newTimer();
    assertThat(timer.poll(cx, deadline)).isFalse();
    return timer;
  }

  private int advanceTo(long nanos) {
    clock.advanceTo(nanos);
    return driver.fireDue();
  }

  @Test
  void withoutTimersThereIsNoDeadline() {
    assertThat(driver.nextDeadlineNanos()).isEqualTo(Clock.FAR_FUTURE);
    assertThat(driver.fireDue()).isZero();
    assertThat(driver.fireDue(Clock.FAR_FUTURE)).isZero();
    assertThat(driver.size()).isZero();
  }

  @Test
  void firesAtTheDeadlineAndOnce() {
    TimerHandle timer = registered(waker, millis(10));
    assertThat(driver.nextDeadlineNanos()).isEqualTo(millis(10));
    assertThat(advanceTo(millis(10) - 1)).isZero();
    assertThat(advanceTo(millis(10))).isEqualTo(1);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(driver.fireDue()).isZero();
    assertThat(timer.poll(waker, millis(10))).isTrue();
    assertThat(timer.poll(waker, millis(10))).isTrue();
    assertThat(driver.nextDeadlineNanos()).isEqualTo(Clock.FAR_FUTURE);
  }

  @Test
  void roundsADeadlineUpToTheMillisecond() {
    registered(waker, millis(1) + 1);
    assertThat(driver.nextDeadlineNanos()).isEqualTo(millis(2));
    assertThat(advanceTo(millis(1) + 1)).isZero();
    assertThat(advanceTo(millis(2))).isEqualTo(1);
  }

  @Test
  void aRegisteredTimerThatIsPolledBetweenItsDeadlineAndTheNextMillisecondGoesOnWaiting() {
    TimerHandle timer = registered(waker, millis(1) + 1);
    clock.advanceTo(millis(1) + 500);
    assertThat(timer.poll(waker, millis(1) + 1)).isFalse();
  }

  @Test
  void aDeadlineReachedAtTheFirstPollIsNotRegistered() {
    clock.advance(300);
    assertThat(driver.newTimer().poll(waker, clock.nanos())).isTrue();
    assertThat(driver.newTimer().poll(waker, millis(-5))).isTrue();
    assertThat(driver.newTimer().poll(waker, -7)).isTrue();
    assertThat(driver.size()).isZero();
  }

  @Test
  void aPollAfterTheDeadlineIsReadyEvenIfNobodyFired() {
    TimerHandle timer = registered(waker, millis(5));
    clock.advanceTo(millis(5));
    assertThat(timer.poll(waker, millis(5))).isTrue();
    assertThat(driver.size()).isZero();
    assertThat(driver.fireDue()).isZero();
    assertThat(waker.wakes()).isZero();
    assertThat(timer.poll(waker, millis(5))).isTrue();
  }

  @Test
  void wakesTheWakerOfTheLatestPoll() {
    RecordingWaker later = new RecordingWaker();
    TimerHandle timer = registered(waker, millis(5));
    assertThat(timer.poll(later, millis(5))).isFalse();
    advanceTo(millis(5));
    assertThat(waker.wakes()).isZero();
    assertThat(later.wakes()).isEqualTo(1);
  }

  @Test
  void cancelTakesItOutAndIsIdempotent() {
    TimerHandle timer = registered(waker, millis(5));
    timer.cancel();
    timer.cancel();
    assertThat(driver.size()).isZero();
    assertThat(driver.nextDeadlineNanos()).isEqualTo(Clock.FAR_FUTURE);
    assertThat(advanceTo(millis(6))).isZero();
    assertThat(waker.wakes()).isZero();
    driver.newTimer().cancel();
  }

  @Test
  void aCancelledTimerCanBeRegisteredAgain() {
    TimerHandle timer = registered(waker, millis(5));
    timer.cancel();
    assertThat(timer.poll(waker, millis(5))).isFalse();
    assertThat(advanceTo(millis(5))).isEqualTo(1);
    timer.cancel();
    assertThat(timer.poll(waker, millis(9))).isFalse();
    assertThat(advanceTo(millis(9))).isEqualTo(1);
    assertThat(waker.wakes()).isEqualTo(2);
  }

  @Test
  void cancellingTheEarliestLeavesTheDeadlineOfTheNext() {
    TimerHandle first = registered(waker, millis(5));
    registered(waker, millis(70_000));
    first.cancel();
    assertThat(driver.nextDeadlineNanos()).isEqualTo(millis(70_000));
  }

  @Test
  void onTheSystemClockACancelledTimerStaysTheDeadlineSoThatTheSleeperIsLeftAlone() {
    TimerDriver real = new TimerDriver(Clock.system(), earlierDeadlines::incrementAndGet);
    long deadline = Clock.system().nanos() + 3_600_000 * MILLI;
    for (int i = 0; i < 100; i++) {
      TimerHandle timer = real.newTimer();
      assertThat(timer.poll(waker, deadline + i)).isFalse();
      timer.cancel();
    }
    assertThat(earlierDeadlines).hasValue(1);
    assertThat(real.nextDeadlineNanos()).isBetween(deadline, deadline + MILLI);
    assertThat(real.fireDue(deadline + MILLI)).isZero();
    assertThat(real.nextDeadlineNanos()).isEqualTo(Clock.FAR_FUTURE);
  }

  @Test
  void aPollWithAnotherDeadlineMovesIt() {
    TimerHandle timer = registered(waker, millis(5));
    assertThat(timer.poll(waker, millis(500))).isFalse();
    assertThat(driver.size()).isEqualTo(1);
    assertThat(advanceTo(millis(499))).isZero();
    assertThat(timer.poll(waker, millis(3))).isTrue();
    assertThat(driver.size()).isZero();
  }

  @Test
  void moveKeepsTheWaker() {
    TimerHandle timer = registered(waker, millis(500));
    timer.move(millis(5));
    assertThat(driver.nextDeadlineNanos()).isEqualTo(millis(5));
    assertThat(advanceTo(millis(5))).isEqualTo(1);
    assertThat(waker.wakes()).isEqualTo(1);
    timer.move(millis(9));
    assertThat(driver.size()).as("a fired timer is not registered").isZero();
  }

  @Test
  void moveIntoThePastWakesAtOnce() {
    TimerHandle timer = registered(waker, millis(500));
    clock.advanceTo(millis(10));
    timer.move(millis(7));
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(driver.size()).isZero();
    assertThat(timer.poll(waker, millis(7))).isTrue();
  }

  @Test
  void tellsTheSleeperOnlyAboutAnEarlierDeadline() {
    registered(waker, millis(100));
    assertThat(earlierDeadlines).hasValue(1);
    registered(waker, millis(100));
    registered(waker, millis(200));
    assertThat(earlierDeadlines).hasValue(1);
    TimerHandle timer = registered(waker, millis(50));
    assertThat(earlierDeadlines).hasValue(2);
    timer.move(millis(10));
    assertThat(earlierDeadlines).hasValue(3);
  }

  @Test
  void theSleeperIsToldOutsideTheLockWithTheDeadlineInPlace() {
    List<Long> seen = new ArrayList<>();
    TimerDriver[] self = new TimerDriver[1];
    self[0] = new TimerDriver(clock, () -> {
      seen.add(self[0].nextDeadlineNanos());
      seen.add((long) self[0].size()); // would spin forever under the lock
    });
    self[0].newTimer().poll(waker, millis(3));
    assertThat(seen).containsExactly(millis(3), 1L);
  }

  @Test
  void firesAllThatAreDueInOrderAcrossBatches() {
    List<Integer> order = new ArrayList<>();
    for (int i = 999; i >= 0; i--) {
      int number = i;
      registered(() -> () -> order.add(number), millis(1 + i));
    }
    assertThat(advanceTo(millis(1000))).isEqualTo(1000);
    assertThat(order).hasSize(1000).isSorted();
  }

  @Test
  void manyTimersOfOneFarMillisecondAllFire() {
    for (int i = 0; i < 10_000; i++) {
      registered(waker, millis(7_000_000));
    }
    assertThat(advanceTo(millis(7_000_000) - 1)).isZero();
    assertThat(advanceTo(millis(7_000_000))).isEqualTo(10_000);
    assertThat(waker.wakes()).isEqualTo(10_000);
  }

  @Test
  void aWakerMayCancelMoveAndRegister() {
    TimerHandle cancelled = registered(waker, millis(20));
    TimerHandle moved = registered(waker, millis(30));
    TimerHandle added = driver.newTimer();
    registered(() -> () -> {
      cancelled.cancel();
      moved.move(millis(40));
      added.poll(waker, millis(20));
    }, millis(10));
    assertThat(advanceTo(millis(10))).isEqualTo(1);
    assertThat(driver.size()).isEqualTo(2);
    assertThat(advanceTo(millis(30))).as("the added one").isEqualTo(1);
    assertThat(advanceTo(millis(40))).isEqualTo(1);
    assertThat(driver.size()).isZero();
  }

  @Test
  void aThrowingWakerDoesNotLoseTheOthers() {
    registered(waker, millis(1));
    registered(() -> () -> {
      throw new IllegalStateException("planted: a waker of the test that throws");
    }, millis(1));
    registered(waker, millis(1));
    assertThat(advanceTo(millis(1))).isEqualTo(3);
    assertThat(waker.wakes()).isEqualTo(2);
  }

  @Test
  void shutdownWakesEveryoneAndLaterPollsSayWhy() {
    TimerHandle pending = registered(waker, millis(10));
    for (int i = 0; i < 100; i++) {
      registered(waker, millis(i + 1));
    }
    TimerHandle fired = registered(waker, millis(1));
    TimerHandle unused = driver.newTimer();
    advanceTo(millis(1));
    driver.shutdown();
    driver.shutdown();
    assertThat(waker.wakes()).isEqualTo(102);
    assertThat(driver.size()).isZero();
    assertThat(driver.nextDeadlineNanos()).isEqualTo(Clock.FAR_FUTURE);
    for (TimerHandle timer : List.of(pending, fired, unused)) {
      assertThatThrownBy(() -> timer.poll(waker, millis(10))).isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("shut down");
    }
    assertThatThrownBy(() -> unused.poll(waker, millis(-1))).isInstanceOf(IllegalStateException.class);
    pending.move(millis(99));
    pending.cancel();
    assertThat(waker.wakes()).isEqualTo(102);
  }

  @Test
  void registeringAheadDoesNotLookAtTheClock() {
    clock.advanceTo(millis(100));
    TimerHandle timer = driver.newTimer();
    timer.register(waker, millis(50));
    assertThat(driver.nextDeadlineNanos()).isEqualTo(millis(50));
    assertThat(driver.fireDue()).as("late, but not lost").isEqualTo(1);
    assertThat(timer.poll(waker, millis(50))).isTrue();
    driver.shutdown();
    assertThatThrownBy(() -> driver.newTimer().register(waker, millis(500))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theFarFutureNeverFires() {
    registered(waker, Clock.FAR_FUTURE);
    assertThat(driver.nextDeadlineNanos()).isEqualTo(Clock.FAR_FUTURE);
    assertThat(advanceTo(Clock.FAR_FUTURE - MILLI)).isZero();
    driver.shutdown();
    assertThat(waker.wakes()).isEqualTo(1);
  }

  @Test
  void aTimerBeyondTheRangeOfTheWheelFiresAtItsTime() {
    long years = 3L * 365 * 24 * 3600 * 1000;
    registered(waker, millis(years));
    assertThat(advanceTo(millis(years - 1))).isZero();
    assertThat(advanceTo(millis(years))).isEqualTo(1);
  }
}
