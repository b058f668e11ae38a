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
}
