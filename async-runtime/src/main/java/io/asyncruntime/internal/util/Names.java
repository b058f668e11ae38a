package io.asyncruntime.internal.util;

import org.jspecify.annotations.Nullable;

/**
 * What to call a future in a dump, seen from another thread than the one that polls it. Ours may be asked for their text; of a
 * user's only the class is safe to ask.
 */
public final class Names {
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

  private static String withoutLambda(String name) {
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  /**
   * A name given by a user, in quotation marks and on one line: control and format characters are shown as escapes, so that a
   * name cannot forge a line of a log.
   */
  public static String quote(String name) {
    StringBuilder text = new StringBuilder(name.length() + 2).append('"');
    name.chars().forEach(c -> append(text, (char) c));
    return text.append('"').toString();
  }

  private static void append(StringBuilder text, char c) {
    int type = Character.getType(c);
    if (Character.isISOControl(c) || type == Character.FORMAT || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR) {
      text.append(String.format("\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }
}
