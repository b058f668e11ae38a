package io.asyncruntime.internal.util;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of arguments, so that the same mistake reads the same everywhere. Any thread. */
public final class Require {
  private Require() {}

  /** {@code value}, which must be at least 1. */
  public static int positive(String setting, int value) {
    return atLeast(setting, value, 1);
  }

  /** {@code value}, which must be at least {@code least}. */
  public static int atLeast(String setting, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(setting + " must be at least " + least + ", but was " + value);
    }
    return value;
  }

  /** {@code value}, which must be at least {@code least}, and no more than {@code most}. */
  public static int between(String setting, int value, int least, int most) {
    if (atLeast(setting, value, least) > most) {
      throw new IllegalArgumentException(setting + " must be at most " + most + ", but was " + value);
    }
    return value;
  }

  /** {@code value}, which must be longer than zero. */
  public static Duration positive(String setting, @Nullable Duration value) {
    if (notNegative(setting, value).isZero()) {
      throw new IllegalArgumentException(setting + " must be longer than zero, but was " + value);
    }
    return Objects.requireNonNull(value);
  }

  /** {@code value}, which must be zero or longer. */
  public static Duration notNegative(String setting, @Nullable Duration value) {
    if (Objects.requireNonNull(value, setting).isNegative()) {
      throw new IllegalArgumentException(setting + " must not be negative, but was " + value);
    }
    return value;
  }

  /** {@code value}, which must have a character that is not white space. */
  public static String notBlank(String setting, @Nullable String value) {
    if (Objects.requireNonNull(value, setting).isBlank()) {
      throw new IllegalArgumentException(setting + " must not be blank, but was " + Names.quote(value));
    }
    return value;
  }

  /** {@code value}, which must be fit for the name of a thread and for a line of a log: not blank, printable, not too long. */
  public static String name(String setting, @Nullable String value) {
    String name = notBlank(setting, value);
    if (!Names.isPlain(name)) {
      throw new IllegalArgumentException(setting + " must have at most " + Names.LONGEST
          + " characters and no control or format characters among them, but was " + Names.quote(name));
    }
    return name;
  }
}
