package io.asyncruntime.internal.util;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where in the user's code a call of the library was made. Any thread, about itself. */
public final class CallSite {
  private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final String INTERNAL = "io.asyncruntime.internal.";
  private static final String VOCABULARY = "io.asyncruntime.task.";
  private static final Set<String> FACADE =
      Set.of("io.asyncruntime.AsyncRuntime", "io.asyncruntime.AsyncRuntime$Builder", "io.asyncruntime.Async");

  private CallSite() {}

  /** The innermost frame that is not the library's, or null. */
  public static @Nullable String find() {
    return WALKER.walk(
        frames -> frames
            .filter(frame -> !isOurs(frame.getClassName()))
            .findFirst()
            .map(frame -> frame.toStackTraceElement().toString())
            .orElse(null));
  }

  private static boolean isOurs(String type) {
    return type.startsWith(INTERNAL) || type.startsWith(VOCABULARY) || FACADE.contains(type);
  }
}
