package io.asyncruntime.internal.coroutine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Makes a thread forget its thread-locals, where {@code java.base/java.lang} is open to this library. */
final class ThreadLocalEraser {
  private static final @Nullable MethodHandle OWN = setter("threadLocals");
  private static final @Nullable MethodHandle INHERITED = setter("inheritableThreadLocals");

  private ThreadLocalEraser() {}

  /** Whether {@link #erase} works here. */
  static boolean available() {
    return OWN != null && INHERITED != null;
  }

  /** Wipes the thread-locals of {@code thread}, which must be the calling one. */
  static void erase(Thread thread) {
    if (OWN != null && INHERITED != null) {
      try {
        OWN.invokeExact(thread, (Object) null);
        INHERITED.invokeExact(thread, (Object) null);
      } catch (Throwable impossible) {
        throw new AssertionError("setting a field throws nothing", impossible);
      }
    }
  }

  private static @Nullable MethodHandle setter(String field) {
    if (!FastRequirements.javaLangIsOpen()) { return null; }
    try {
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      Class<?> type = Thread.class.getDeclaredField(field).getType();
      return inside.findSetter(Thread.class, field, type)
          .asType(MethodType.methodType(void.class, Thread.class, Object.class));
    } catch (NoSuchFieldException | IllegalAccessException anotherJdk) {
      return null;
    }
  }
}
