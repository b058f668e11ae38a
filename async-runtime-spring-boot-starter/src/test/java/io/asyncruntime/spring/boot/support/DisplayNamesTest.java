package io.asyncruntime.spring.boot.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.metrics.TaskKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "orders", "order 7 of List<T>", "caf\u00e9", "\u4e2d\u6587", "seat \ud83d\udcba"})
  void plainNamesAreShownAsTheyAre(String name) {
    assertThat(DisplayNames.of(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"10,000a", "13,000d", "27,001b", "0,0000", "8238,202e", "8232,2028", "55296,d800", "127,007f"})
  void whatWouldBreakALineOrTurnItsDirectionIsEscaped(int character, String escape) {
    assertThat(DisplayNames.of("a" + (char) character + "b")).isEqualTo("a\\u" + escape + "b");
  }

  @Test
  void longNamesAreCut() {
    String shown = DisplayNames.of("x".repeat(10_000_000));
    assertThat(shown).isEqualTo("x".repeat(DisplayNames.LONGEST) + "\u2026");
  }

  @Test
  void aNameOfTheGreatestLengthIsNotCut() {
    String longest = "x".repeat(DisplayNames.LONGEST);
    assertThat(DisplayNames.of(longest)).isEqualTo(longest);
  }

  @Test
  void aCutLeavesNoHalfCharacter() {
    String shown = DisplayNames.of("x".repeat(DisplayNames.LONGEST - 1) + "\ud83d\udcba\ud83d\udcba");
    assertThat(shown).isEqualTo("x".repeat(DisplayNames.LONGEST - 1) + "\u2026");
  }

  @Test
  void escapesCountAsTheyAreShown() {
    assertThat(DisplayNames.of("\n".repeat(1000))).hasSize(DisplayNames.LONGEST + 1).startsWith("\\u000a\\u000a");
  }

  @Test
  void constantsAreShownAsInProperties() {
    assertThat(DisplayNames.of(TaskKind.BLOCKING)).isEqualTo("blocking");
  }
}
