package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.asyncruntime.internal.scheduler.measure.PollTimeHistogram;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.task.OwnedTasks;
import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.internal.util.PausableClock;
import io.asyncruntime.internal.wait.Parker;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The small parts that compute. */
class SchedulerPartsTest {
  @Nested
  class Tuning {
    private final QueueTuning tuning = new QueueTuning(0);

    @Test
    void itStartsInTheMiddle() {
      assertThat(tuning.interval()).isEqualTo(61);
    }

    @Test
    void longPollsMakeTheGlobalQueueMoreFrequent() {
      tuning.sample(100 * 1_000_000L, 100);
      assertThat(tuning.interval()).isEqualTo(2);
    }

    @Test
    void shortPollsMakeItLessFrequent() {
      tuning.sample(100 * 100L, 100);
      assertThat(tuning.interval()).isEqualTo(127);
    }

    @Test
    void aSmallChangeIsNone() {
      tuning.sample(3_300, 1);
      assertThat(tuning.interval()).isEqualTo(61);
    }

    @Test
    void noPollsSayNothing() {
      tuning.sample(1_000_000_000, 0);
      assertThat(tuning.interval()).isEqualTo(61);
    }

    @Test
    void aFixedIntervalStays() {
      QueueTuning fixed = new QueueTuning(7);
      fixed.sample(100 * 1_000_000L, 100);
      assertThat(fixed.interval()).isEqualTo(7);
    }
  }

  @Nested
  class PollTimes {
    private final PollTimeHistogram histogram = new PollTimeHistogram();

    @Test
    void anEmptyOneHasZeroes() {
      assertThat(histogram.count()).isZero();
      assertThat(histogram.max()).isZero();
      assertThat(histogram.percentile(99)).isZero();
    }

    @Test
    void boundsAreOffByAQuarterAtMost() {
      for (long nanos = 100; nanos < 60_000_000_000L; nanos = nanos * 3 / 2 + 1) {
        PollTimeHistogram one = new PollTimeHistogram();
        one.record(nanos);
        assertThat(one.max().toNanos()).isBetween(nanos, nanos * 5 / 4 + 1);
      }
    }

    @Test
    void percentilesCountFromBelow() {
      for (int i = 0; i < 90; i++) {
        histogram.record(1_000);
      }
      for (int i = 0; i < 10; i++) {
        histogram.record(1_000_000);
      }
      assertThat(histogram.count()).isEqualTo(100);
      assertThat(histogram.percentile(0)).isLessThan(Duration.ofNanos(1_300));
      assertThat(histogram.percentile(90)).isLessThan(Duration.ofNanos(1_300));
      assertThat(histogram.percentile(91)).isGreaterThanOrEqualTo(Duration.ofMillis(1));
      assertThat(histogram.percentile(100)).isEqualTo(histogram.max());
    }

    @Test
    void whatIsOutOfRangeCountsAtItsEnds() {
      histogram.record(-1);
      histogram.record(0);
      histogram.record(Long.MAX_VALUE);
      assertThat(histogram.count()).isEqualTo(3);
      assertThat(histogram.percentile(50)).isLessThan(Duration.ofNanos(200));
      assertThat(histogram.max()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aPercentageIsOne() {
      assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(101)).withMessageContaining("101");
      assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(-1)).withMessageContaining("-1");
      assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(Double.NaN));
    }
  }

  @Test
  void countersAreApart() {
    WorkerCounters counters = new WorkerCounters();
    counters.increment(Counter.PARKS);
    counters.add(Counter.BUSY_NANOS, 5);
    counters.polls.increment();
    counters.polls.increment();
    counters.localSchedules.increment();
    for (Counter counter : Counter.values()) {
      long expected = counter == Counter.PARKS ? 1 : counter == Counter.BUSY_NANOS ? 5 : 0;
      assertThat(counters.get(counter)).as(counter.name()).isEqualTo(expected);
    }
    assertThat(counters.polls.get()).isEqualTo(2);
    assertThat(counters.localSchedules.get()).isEqualTo(1);
  }

  @Nested
  class TheCore {
    private final PausableClock clock = new PausableClock(true);
    private final WorkerShared shared = new WorkerShared(0, new OwnedTasks(1).addShard());
    private final WorkerCore core = new WorkerCore(shared, new RecentClock(clock), FastRandom.unseeded(), 0, true);

    private void poll(int polls, long nanosEach) {
      for (int i = 0; i < polls; i++) {
        shared.counters.polls.increment();
        clock.advance(nanosEach);
      }
    }

    private long booked() {
      return shared.counters.get(Counter.BUSY_NANOS);
    }

    @Test
    void booksTheTimeOfPollsThatShouldHaveTakenLong() {
      poll(61, 3_000);
      core.bookTimeIfDue();
      assertThat(booked()).isEqualTo(183_000);
      assertThat(core.recentNanos).isEqualTo(clock.nanos());
    }

    @Test
    void readsNoClockForFewVeryShortPolls() {
      poll(61, 20);
      core.bookTime();
      long before = booked();
      for (int batch = 1; batch <= 4; batch++) {
        poll(61, 20);
        core.bookTimeIfDue();
        assertThat(booked()).as("after batch " + batch).isEqualTo(before);
      }
      poll(61, 20);
      core.bookTimeIfDue();
      assertThat(booked() - before).as("of so many polls in any case").isEqualTo(5 * 61 * 20);
    }

    @Test
    void booksEverythingBeforeSleep() {
      poll(61, 20);
      core.bookTime();
      poll(3, 20);
      core.bookTime();
      assertThat(booked()).isEqualTo(64 * 20);
    }

    @Test
    void renewsOnceInSoManyPolls() {
      assertThat(core.isRenewalDue()).isFalse();
      poll(999, 1);
      assertThat(core.isRenewalDue()).isFalse();
      poll(1, 1);
      assertThat(core.isRenewalDue()).isTrue();
      assertThat(core.isRenewalDue()).isFalse();
    }
  }

  @Test
  void oneMindsTheTimers() {
    TimerSeat seat = new TimerSeat();
    WorkerShared first = new WorkerShared(0, new OwnedTasks(2).addShard());
    WorkerShared second = new WorkerShared(1, new OwnedTasks(2).addShard());
    assertThat(seat.tryTake(first)).isTrue();
    assertThat(seat.tryTake(second)).isFalse();
    seat.wakeHolder();
    assertThat(first.parker.park(0)).isEqualTo(Parker.Outcome.UNPARKED);
    seat.leave();
    seat.wakeHolder();
    assertThat(first.parker.park(0)).isEqualTo(Parker.Outcome.TIMED_OUT);
    assertThat(seat.tryTake(second)).isTrue();
  }
}
