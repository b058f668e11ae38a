package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class IdleSpinTest {
  private final IdleSpin spin = new IdleSpin(20_000);
  private int looks;

  private boolean spinFor(boolean work) {
    looks = 0;
    BooleanSupplier counted = () -> {
      looks++;
      return work;
    };
    return spin.until(counted);
  }

  @Test
  void itEndsWithTheFirstLookThatFindsSomething() {
    assertThat(spinFor(true)).isTrue();
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void itGivesUpWhenThereIsNothing() {
    assertThat(spinFor(false)).isFalse();
    assertThat(looks).isPositive();
  }

  @Test
  void whereItNeverPaysItIsOnlyTriedNowAndThen() {
    for (int i = 0; i < 8; i++) {
      spinFor(false);
      assertThat(looks).as("it is trusted for a while").isPositive();
    }
    int tried = 0;
    for (int i = 0; i < 320; i++) {
      spinFor(false);
      tried += looks > 0 ? 1 : 0;
    }
    assertThat(tried).isEqualTo(10);
  }

  @Test
  void oneThatPaysIsTrustedAgain() {
    for (int i = 0; i < 8; i++) {
      spinFor(false);
    }
    int sleeps = 0;
    while (!spinFor(true)) {
      assertThat(++sleeps).as("it is tried in the end").isLessThan(32);
    }
    spinFor(false);
    assertThat(looks).isPositive();
  }

  @Test
  void whoMayNotGoOnHasNotFailed() {
    IdleSpin patient = new IdleSpin(Long.MAX_VALUE / 2);
    for (int i = 0; i < 100; i++) {
      int[] turns = {0};
      assertThat(patient.until(() -> false, () -> ++turns[0] < 2)).isFalse();
      assertThat(turns[0]).as("it is tried each time").isEqualTo(2);
    }
  }
}
