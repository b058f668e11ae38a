package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadShortageTest {
  private long now;
  private final ThreadShortage shortage = new ThreadShortage(() -> now, say -> false);

  @Test
  void asLongAsThreadsAreGivenThereIsNone() {
    assertThat(shortage.isFresh()).isFalse();
    assertThat(shortage.note(true)).isTrue();
    assertThat(shortage.isFresh()).isFalse();
  }

  @Test
  void theSystemIsAskedAgainAfterATenthOfASecond() {
    now = 5;
    assertThat(shortage.note(false)).isFalse();
    now += 99_999_999;
    assertThat(shortage.isFresh()).isTrue();
    now++;
    assertThat(shortage.isFresh()).isFalse();
    assertThat(shortage.note(false)).as("again none").isFalse();
    assertThat(shortage.isFresh()).isTrue();
  }

  @Test
  void aThreadEndsIt() {
    shortage.note(false);
    assertThat(shortage.note(true)).isTrue();
    assertThat(shortage.isFresh()).isFalse();
  }
}
