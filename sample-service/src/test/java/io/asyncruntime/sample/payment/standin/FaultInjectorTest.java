package io.asyncruntime.sample.payment.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.sample.payment.standin.FaultInjector.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {

  private static FaultInjector injector(double failures, double timeouts, long seed) {
    return new FaultInjector(new StandInSettings(Duration.ZERO, failures, timeouts, 0, Duration.ZERO, seed));
  }

  @Test
  void theSeedFixesTheSequence() {
    FaultInjector one = injector(0.3, 0.3, 42);
    FaultInjector two = injector(0.3, 0.3, 42);
    List<Fault> first = Stream.generate(one::next).limit(200).toList();
    assertThat(Stream.generate(two::next).limit(200)).isEqualTo(first).containsAll(EnumSet.allOf(Fault.class));
  }

  @Test
  void ratesOfZeroAndOneAreExact() {
    FaultInjector never = injector(0, 0, 1);
    FaultInjector silent = injector(0, 1, 1);
    assertThat(Stream.generate(never::next).limit(200)).containsOnly(Fault.NONE);
    assertThat(Stream.generate(silent::next).limit(200)).containsOnly(Fault.SILENT_BEFORE, Fault.SILENT_AFTER);
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> injector(1.5, 0, 1)).hasMessage("failure-rate must be from 0 to 1, but is 1.5");
    assertThatThrownBy(() -> injector(0, Double.NaN, 1)).hasMessage("timeout-rate must be from 0 to 1, but is NaN");
    assertThatThrownBy(() -> injector(0.6, 0.6, 1)).hasMessageContaining("1 together");
  }
}
