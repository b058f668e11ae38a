package io.asyncruntime.internal.ambient;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link AmbientHolder} behind a virtual thread, on Java 21 and later where {@code java.base/java.lang} is open to
 * this library. Elsewhere there are no such threads. Any thread.
 */
public final class VirtualAmbients {
  private static final @Nullable Class<?> VIRTUAL_THREAD = find();
  private static final MethodHandle SCHEDULER = scheduler();

  private VirtualAmbients() {
  }

  /** Whether holders can be found here. */
  public static boolean available() {
    return VIRTUAL_THREAD != null;
  }

  /** The holder that schedules {@code thread}; null for every other thread. */
  public static @Nullable AmbientHolder holderOf(Thread thread) {
    if (VIRTUAL_THREAD == null || !VIRTUAL_THREAD.isInstance(thread)) { return null; }
    try {
      return (Object) SCHEDULER.invokeExact(thread) instanceof AmbientHolder holder ? holder : null;
    } catch (Throwable impossible) {
      throw new AssertionError("reading a field throws nothing", impossible);
    }
  }

  private static @Nullable Class<?> find() {
    boolean open = Object.class.getModule().isOpen("java.lang", VirtualAmbients.class.getModule());
    if (!open || Runtime.version().feature() < 21) { return null; }
    try {
      Class<?> type = Class.forName("java.lang.VirtualThread");
      getter(type);
      return type;
    } catch (ClassNotFoundException | NoSuchFieldException | IllegalAccessException anotherJdk) {
      return null;
    }
  }

  private static MethodHandle scheduler() {
    if (VIRTUAL_THREAD != null) {
      try {
        return getter(VIRTUAL_THREAD);
      } catch (NoSuchFieldException | IllegalAccessException found) {
        throw new AssertionError("it was there a moment ago", found);
      }
    }
    return MethodHandles.empty(MethodType.methodType(Object.class, Thread.class));
  }

  private static MethodHandle getter(Class<?> type) throws NoSuchFieldException, IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findGetter(type, "scheduler", Executor.class)
        .asType(MethodType.methodType(Object.class, Thread.class));
  }
}
