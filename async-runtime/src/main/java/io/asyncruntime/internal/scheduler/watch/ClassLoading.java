package io.asyncruntime.internal.scheduler.watch;

import java.util.List;

/** Whether a stack is that of code which runs for the first time. */
final class ClassLoading {
  /** Of the frames that are at work, not of those far below that wait for their class to be made. */
  private static final int TOPMOST = 40;

  private static final List<String> SIGNS = List.of("java.lang.ClassLoader.loadClass(", "BuiltinClassLoader.loadClass",
      "java.lang.invoke.MethodHandleNatives.linkCallSite(", "java.lang.ClassLoader.defineClass");

  private ClassLoading() {}

  static boolean isIn(List<String> stack) {
    return stack.stream().limit(TOPMOST).anyMatch(frame -> SIGNS.stream().anyMatch(frame::contains));
  }
}
