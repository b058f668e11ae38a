package io.asyncruntime.bench.peer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** {@code Thread.startVirtualThread}, which the compiler of Java 17 does not know. */
public final class VirtualThreads {
  private static final int FIRST_JAVA = 21;
  private static final MethodHandle START = start();

  private VirtualThreads() {}

  /** Whether this Java has them. */
  public static boolean available() {
    return Runtime.version().feature() >= FIRST_JAVA;
  }

  static Thread start(Runnable body) {
    try {
      return (Thread) START.invokeExact(body);
    } catch (Throwable failure) {
      throw new IllegalStateException("virtual threads need Java " + FIRST_JAVA, failure);
    }
  }

  private static MethodHandle start() {
    MethodType type = MethodType.methodType(Thread.class, Runnable.class);
    try {
      return available()
          ? MethodHandles.publicLookup().findStatic(Thread.class, "startVirtualThread", type)
          : MethodHandles.empty(type);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
