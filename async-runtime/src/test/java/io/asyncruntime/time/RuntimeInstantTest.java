package io.asyncruntime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.util.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuntimeInstantTest {
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  @Test
  void outsideARuntimeItReadsTheSystemClock() {
    long before = Clock.system().nanos();
    RuntimeInstant now = RuntimeInstant.now();
    assertThat(now.nanos()).isBetween(before, Clock.system().nanos());
    assertThat(now.elapsed()).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void insideItReadsTheClockOfTheRuntimeToTheNanosecond() {
    try (HandTurnedRuntime runtime = new HandTurnedRuntime().enter()) {
      RuntimeInstant start = RuntimeInstant.now();
      assertThat(start.nanos() % 1_000_000).isZero();
      runtime.advance(Duration.ofNanos(1_234_567));
      assertThat(start.elapsed()).isEqualTo(Duration.ofNanos(1_234_567));
      assertThat(RuntimeInstant.now().durationSince(start)).isEqualTo(Duration.ofNanos(1_234_567));
    }
  }

  @Test
  void elapsedOutsideGoesByTheClockItWasReadFrom() {
    HandTurnedRuntime runtime = new HandTurnedRuntime().enter();
    RuntimeInstant start = RuntimeInstant.now();
    runtime.close();
    runtime.advance(Duration.ofHours(5));
    assertThat(start.elapsed()).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void differencesSaturateAtZero() {
    RuntimeInstant now = RuntimeInstant.now();
    RuntimeInstant later = now.plus(Duration.ofDays(1));
    assertThat(now.durationSince(later)).isEqualTo(Duration.ZERO);
    assertThat(later.elapsed()).isEqualTo(Duration.ZERO);
    assertThat(later.durationSince(now)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void plusAndMinusStopAtTheEndsOfTheClock() {
    RuntimeInstant now = RuntimeInstant.now();
    RuntimeInstant last = now.plus(FOREVER);
    RuntimeInstant first = now.minus(FOREVER).minus(FOREVER);
    assertThat(last.plus(FOREVER)).isEqualTo(last).isGreaterThan(now.plus(Duration.ofDays(365 * 140)));
    assertThat(first.minus(FOREVER)).isEqualTo(first).isLessThan(now);
    assertThat(last.durationSince(first)).isPositive();
    assertThat(now.plus(Duration.ofMillis(-5))).isEqualTo(now.minus(Duration.ofMillis(5)));
  }

  @Test
  void equalsHashCodeAndOrderGoByTheReading() {
    RuntimeInstant now = RuntimeInstant.now();
    RuntimeInstant same = now.plus(Duration.ofSeconds(1)).minus(Duration.ofSeconds(1));
    assertThat(same).isEqualTo(now).hasSameHashCodeAs(now).isEqualByComparingTo(now);
    assertThat(now.plus(Duration.ofNanos(1))).isNotEqualTo(now).isGreaterThan(now);
    assertThat(now).isNotEqualTo("an instant").hasToString("RuntimeInstant[" + Duration.ofNanos(now.nanos()) + "]");
  }

  @Test
  void nullIsRefused() {
    assertThatThrownBy(() -> RuntimeInstant.now().plus(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> RuntimeInstant.now().minus(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> RuntimeInstant.now().durationSince(null)).isInstanceOf(NullPointerException.class);
  }
}
