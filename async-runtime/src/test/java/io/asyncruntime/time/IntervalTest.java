package io.asyncruntime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.testkit.RecordingWaker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private final HandTurnedRuntime runtime = new HandTurnedRuntime().enter();
  private final RecordingWaker waker = new RecordingWaker();
  private final RuntimeInstant start = RuntimeInstant.now();

  @AfterEach
  void leave() {
    runtime.close();
  }

  private static Interval every(long millis) {
    return Interval.of(Duration.ofMillis(millis));
  }

  /** Milliseconds after the start at which the tick was due; -1 when there is none. */
  private long tick(Interval interval) throws Exception {
    Future<RuntimeInstant> tick = interval.tick();
    Poll<RuntimeInstant> poll = tick.poll(waker);
    if (!poll.isReady()) {
      tick.drop();
      return -1;
    }
    return poll.value().durationSince(start).toMillis();
  }

  @Test
  void theFirstTickIsDueAtOnceAndTheOthersFollow() throws Exception {
    Interval interval = every(100);
    assertThat(tick(interval)).isZero();
    assertThat(tick(interval)).isEqualTo(-1);
    runtime.advanceMillis(99);
    assertThat(tick(interval)).isEqualTo(-1);
    runtime.advanceMillis(1);
    assertThat(tick(interval)).isEqualTo(100);
    runtime.advanceMillis(100);
    assertThat(tick(interval)).isEqualTo(200);
  }

  @Test
  void aWaiterIsWokenAtTheTick() throws Exception {
    Interval interval = every(100);
    tick(interval);
    Future<RuntimeInstant> next = interval.tick();
    assertThat(next.poll(waker).isReady()).isFalse();
    runtime.advanceMillis(100);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(next.poll(waker).value()).isEqualTo(start.plus(Duration.ofMillis(100)));
    assertThatThrownBy(() -> next.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after completion");
  }

  @Test
  void droppingATickLosesNoneAndLeavesNoTimer() throws Exception {
    Interval interval = every(100);
    tick(interval);
    Future<RuntimeInstant> given = interval.tick();
    given.poll(waker);
    runtime.advanceMillis(100);
    given.drop();
    assertThat(runtime.driver.size()).isZero();
    assertThat(tick(interval)).isEqualTo(100);
    assertThat(tick(interval)).isEqualTo(-1);
    assertThat(runtime.driver.size()).isZero();
    assertThatThrownBy(() -> given.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("drop()");
  }

  private Interval missedAt350(MissedTickBehavior behavior) throws Exception {
    Interval interval = every(100).missedTickBehavior(behavior);
    assertThat(tick(interval)).isZero();
    runtime.advanceMillis(350);
    assertThat(tick(interval)).isEqualTo(100);
    return interval;
  }

  @Test
  void burstCatchesUpBackToBack() throws Exception {
    Interval interval = missedAt350(MissedTickBehavior.BURST);
    assertThat(tick(interval)).isEqualTo(200);
    assertThat(tick(interval)).isEqualTo(300);
    assertThat(tick(interval)).isEqualTo(-1);
    runtime.advanceMillis(50);
    assertThat(tick(interval)).isEqualTo(400);
  }

  @Test
  void delayCountsFromTheLateTick() throws Exception {
    Interval interval = missedAt350(MissedTickBehavior.DELAY);
    runtime.advanceMillis(99);
    assertThat(tick(interval)).isEqualTo(-1);
    runtime.advanceMillis(1);
    assertThat(tick(interval)).isEqualTo(450);
  }

  @Test
  void skipGoesOnWithTheNextMultiple() throws Exception {
    Interval interval = missedAt350(MissedTickBehavior.SKIP);
    runtime.advanceMillis(49);
    assertThat(tick(interval)).isEqualTo(-1);
    runtime.advanceMillis(1);
    assertThat(tick(interval)).isEqualTo(400);
    runtime.advanceMillis(200);
    assertThat(tick(interval)).as("a late tick on a multiple").isEqualTo(500);
    assertThat(tick(interval)).isEqualTo(-1);
    runtime.advanceMillis(100);
    assertThat(tick(interval)).isEqualTo(700);
  }

  @Test
  void fiveMillisecondsLateIsNotMissed() throws Exception {
    for (MissedTickBehavior behavior : MissedTickBehavior.values()) {
      Interval interval =
          Interval.startingAt(RuntimeInstant.now(), Duration.ofMillis(100)).missedTickBehavior(behavior);
      long origin = RuntimeInstant.now().durationSince(start).toMillis();
      runtime.advanceMillis(5);
      assertThat(tick(interval)).isEqualTo(origin);
      runtime.advanceMillis(95);
      assertThat(tick(interval)).as("%s", behavior).isEqualTo(origin + 100);
    }
  }

  @Test
  void moreThanFiveMillisecondsIsMissed() throws Exception {
    Interval interval = every(100).missedTickBehavior(MissedTickBehavior.DELAY);
    runtime.advance(Duration.ofNanos(5_000_001));
    assertThat(tick(interval)).isZero();
    runtime.advanceMillis(100);
    assertThat(tick(interval)).isEqualTo(105);
  }

  @Test
  void resetsDiscardMissedTicks() throws Exception {
    Interval interval = every(100);
    tick(interval);
    runtime.advanceMillis(350);
    interval.reset();
    runtime.advanceMillis(99);
    assertThat(tick(interval)).isEqualTo(-1);
    runtime.advanceMillis(1);
    assertThat(tick(interval)).isEqualTo(450);
    interval.resetImmediately();
    assertThat(tick(interval)).isEqualTo(450);
    interval.resetAfter(Duration.ofMillis(7));
    runtime.advanceMillis(7);
    assertThat(tick(interval)).isEqualTo(457);
    interval.resetAt(start.plus(Duration.ofMillis(460)));
    runtime.advanceMillis(3);
    assertThat(tick(interval)).isEqualTo(460);
    runtime.advanceMillis(100);
    assertThat(tick(interval)).isEqualTo(560);
  }

  @Test
  void aResetWakesAWaiterAtTheNewTime() throws Exception {
    Interval interval = every(100);
    tick(interval);
    Future<RuntimeInstant> next = interval.tick();
    next.poll(waker);
    interval.resetAfter(Duration.ofMillis(10));
    runtime.advanceMillis(10);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(next.poll(waker).isReady()).isTrue();
  }

  @Test
  void madeOutsideItStartsAtTheFirstPoll() throws Exception {
    runtime.close();
    Interval interval = every(100);
    runtime.enter();
    runtime.advanceMillis(30);
    assertThat(tick(interval)).isEqualTo(30);
    runtime.advanceMillis(100);
    assertThat(tick(interval)).isEqualTo(130);
  }

  @Test
  void aPeriodTooLargeTicksOnce() throws Exception {
    for (MissedTickBehavior behavior : MissedTickBehavior.values()) {
      Interval interval = Interval.of(Duration.ofSeconds(Long.MAX_VALUE)).missedTickBehavior(behavior);
      runtime.advanceMillis(10);
      assertThat(tick(interval)).isNotEqualTo(-1);
      runtime.advance(Duration.ofDays(365));
      assertThat(tick(interval)).isEqualTo(-1);
    }
  }

  @Test
  void badArgumentsAreRefusedAtTheCall() {
    assertThatThrownBy(() -> Interval.of(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("period").hasMessageContaining("PT0S");
    assertThatThrownBy(() -> Interval.of(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Interval.of(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> every(1).missedTickBehavior(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> every(1).resetAfter(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> every(1).resetAt(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void tellsItsSettings() {
    Interval interval = every(20);
    assertThat(interval.period()).isEqualTo(Duration.ofMillis(20));
    assertThat(interval.missedTickBehavior()).isEqualTo(MissedTickBehavior.BURST);
    assertThat(interval.missedTickBehavior(MissedTickBehavior.SKIP)).isSameAs(interval);
    assertThat(interval.missedTickBehavior()).isEqualTo(MissedTickBehavior.SKIP);
  }
}
