package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the values of the properties may be; each check names the property, its value and what is allowed. */
final class PropertyRules {
  static final String DURATION = "a duration such as 100ms, 10s or PT0.1S";
  static final String NUMBER = "a whole number";
  static final String FLAG = "true or false";

  private PropertyRules() {
  }

  static void atLeast(int least, String property, @Nullable Integer value) {
    if (value != null && value < least) {
      throw new InvalidPropertyException(property, value, "a whole number of at least " + least);
    }
  }

  static void between(int least, int most, String property, @Nullable Integer value) {
    if (value != null && (value < least || value > most)) {
      throw new InvalidPropertyException(property, value, "a whole number from " + least + " to " + most);
    }
  }

  static void notNegative(String property, @Nullable Duration value) {
    if (value != null && value.isNegative()) {
      throw new InvalidPropertyException(property, value, "a duration that is not negative, such as 0, 100ms or 10s");
    }
  }

  static void positive(String property, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new InvalidPropertyException(property, value, "a duration longer than zero, such as 100ms or 10s");
    }
  }

  static void name(String property, String value) {
    if (value.isBlank() || !DisplayNames.of(value).equals(value)) {
      throw new InvalidPropertyException(property, value,
          "a printable text of 1 to " + DisplayNames.LONGEST + " characters that is not blank");
    }
  }

  /** What a value that cannot be converted to the type should have been. */
  static String allowedFor(Class<?> type) {
    if (type.isEnum()) return oneOf(type);
    if (type == Duration.class) return DURATION;
    if (type == Integer.class || type == int.class) return NUMBER;
    if (type == Boolean.class || type == boolean.class) return FLAG;
    return "a " + type.getSimpleName();
  }

  private static String oneOf(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(constant -> DisplayNames.of((Enum<?>) constant))
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  /** A name from outside, fit for a line of a log. */
  static String shown(String name) {
    return DisplayNames.of(name);
  }

  static String text(@Nullable Object value) {
    if (value instanceof Duration duration) return DurationText.of(duration);
    return value == null ? "nothing" : '"' + DisplayNames.of(value.toString()) + '"';
  }
}
