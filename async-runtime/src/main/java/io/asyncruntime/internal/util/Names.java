package io.asyncruntime.internal.util;

import org.jspecify.annotations.Nullable;

/**
 * What to call a future in a dump, seen from another thread than the one that polls it. Ours may be asked for their text; of a
 * user's only the class is safe to ask.
 */
public final class Names {
  /** The most characters of a name that are kept or shown: names come from users, and end up in logs and pages. */
  public static final int LONGEST = 256;

  private static final String OURS = "io.asyncruntime.";

  private Names() {}

  /** Code of ours around a user's. */
  public interface Wrapper {
    /** The user's code. */
    Object wrapped();
  }

  /** A few words for {@code future}; empty for null. Any thread. */
  public static String of(@Nullable Object future) {
    if (future == null) { return ""; }
    Class<?> type = future.getClass();
    if (!type.getName().startsWith(OURS)) { return withoutLambda(type.getName()); }
    String text = future.toString();
    return text.startsWith(type.getName() + "@") ? type.getSimpleName() : text;
  }

  /** The class that wrote {@code code}: of a lambda, the class around it; empty for null. Any thread. */
  public static String origin(@Nullable Object code) {
    return code == null ? "" : ofClass(author(code));
  }

  /** The class of the user's own code. Any thread. */
  public static Class<?> author(Object code) {
    Object inner = code;
    while (inner instanceof Wrapper wrapper) {
      inner = wrapper.wrapped();
    }
    return inner.getClass();
  }

  /** {@code type}; of a lambda's, the class around it. */
  public static String ofClass(Class<?> type) {
    return withoutLambda(type.getName());
  }

  /** {@code code}, or what is in it if that is a wrapper of ours. Any thread. */
  public static @Nullable Object innermost(@Nullable Object code) {
    Object inner = code;
    while (inner instanceof Wrapper wrapper) {
      inner = wrapper.wrapped();
    }
    return inner;
  }

  private static String withoutLambda(String name) {
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  /** {@code name}, or its first {@link #LONGEST} characters, without half of a pair at the end. */
  public static String bounded(String name) {
    if (name.length() <= LONGEST) { return name; }
    return name.substring(0, Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
  }

  /** Whether {@link #shown} leaves {@code name} as it is. */
  public static boolean isPlain(String name) {
    return name.length() <= LONGEST && name.codePoints().allMatch(Names::isHarmless);
  }

  /**
   * A name given by a user, bounded and on one line: control and format characters are shown as escapes, so that a name cannot
   * forge a line of a log.
   */
  public static String shown(String name) {
    if (isPlain(name)) { return name; }
    StringBuilder text = new StringBuilder(LONGEST + 1);
    bounded(name).codePoints().forEach(c -> append(text, c));
    return name.length() > LONGEST ? text.append('\u2026').toString() : text.toString();
  }

  /** {@link #shown}, in quotation marks. */
  public static String quote(String name) {
    return '"' + shown(name) + '"';
  }

  private static void append(StringBuilder text, int c) {
    if (isHarmless(c)) {
      text.appendCodePoint(c);
      return;
    }
    for (char unit : Character.toChars(c)) {
      text.append(String.format("\\u%04x", (int) unit));
    }
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
        false;
      default -> true;
    };
  }
}
