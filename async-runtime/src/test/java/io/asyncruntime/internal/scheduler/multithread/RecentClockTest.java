package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.util.Clock;
import org.junit.jupiter.api.Test;

class RecentClockTest {
  private final Counting real = new Counting();
  private final RecentClock recent = new RecentClock(real);

  /** Shows what it is set to, and counts its readings. */
  private static final class Counting extends Clock {
    private long now;
    private int readings;

    @Override
    public long nanos() {
      readings++;
      return now;
    }
  }

  @Test
  void itReadsTheClockOnceAndThenGivesThatReading() {
    real.now = 5;
    assertThat(recent.nanos()).isEqualTo(5);
    real.now = 9;
    assertThat(recent.nanos()).isEqualTo(5);
    assertThat(real.readings).isEqualTo(1);
  }

  @Test
  void whatOthersNoteCostsNoReading() {
    recent.note(7);
    assertThat(recent.nanos()).isEqualTo(7);
    recent.note(8);
    assertThat(recent.nanos()).isEqualTo(8);
    assertThat(real.readings).isZero();
  }

  @Test
  void itDoesNotGoBack() {
    recent.note(7);
    recent.note(6);
    assertThat(recent.nanos()).isEqualTo(7);
  }

  @Test
  void aReadingIsExactAndNoted() {
    recent.note(3);
    real.now = 4;
    assertThat(recent.read()).isEqualTo(4);
    assertThat(recent.nanos()).isEqualTo(4);
  }

  @Test
  void afterForgettingTheClockIsReadAgain() {
    recent.note(7);
    real.now = 6;
    recent.forget();
    assertThat(recent.nanos()).isEqualTo(6);
    assertThat(real.readings).isEqualTo(1);
  }
}
