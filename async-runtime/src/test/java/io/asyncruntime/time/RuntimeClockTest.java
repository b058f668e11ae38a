package io.asyncruntime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuntimeClockTest {
  @Test
  void worksOnTheClockOfTheCurrentRuntime() throws Exception {
    try (HandTurnedRuntime runtime = new HandTurnedRuntime().enter()) {
      RuntimeClock.resume();
      assertThat(runtime.clock.isPaused()).isFalse();
      assertThatThrownBy(RuntimeClock::resume).isInstanceOf(IllegalStateException.class);
      RuntimeClock.pause();
      assertThatThrownBy(RuntimeClock::pause).isInstanceOf(IllegalStateException.class);
      RuntimeInstant start = RuntimeInstant.now();
      Future<Void> advance = RuntimeClock.advance(Duration.ofSeconds(3));
      assertThat(start.elapsed()).as("lazy").isEqualTo(Duration.ZERO);
      assertThat(advance.poll(new RecordingWaker()).isReady()).isTrue();
      assertThat(start.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void outsideARuntimeTheMessageNamesTheWayOut() {
    assertThatThrownBy(RuntimeClock::pause).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RuntimeClock.pause()").hasMessageContaining("enter()");
    assertThatThrownBy(RuntimeClock::resume).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> RuntimeClock.advance(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void badArgumentsAreRefusedAtTheCall() {
    assertThatThrownBy(() -> RuntimeClock.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RuntimeClock.advance(null)).isInstanceOf(NullPointerException.class);
  }
}
