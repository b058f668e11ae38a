package io.asyncruntime.internal.util;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;

/** What Java 17 code can ask of virtual threads: whether there are any, whether a thread is one, and a factory of them. */
public final class VirtualThreads {
  private static final MethodHandle IS_VIRTUAL = find();

  private VirtualThreads() {}

  /** Whether this JVM has virtual threads (21 and later). */
  public static boolean available() {
    return Runtime.version().feature() >= 21;
  }

  /** Whether {@code thread} is a virtual one. Always false before Java 21. */
  public static boolean isVirtual(Thread thread) {
    try {
      return (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable impossible) {
      throw new AssertionError("Thread.isVirtual throws nothing", impossible);
    }
  }

  /**
   * A factory of virtual threads named {@code namePrefix} and a number, which inherit nothing but the context class loader:
   * {@code Thread.ofVirtual().name(namePrefix, 1).inheritInheritableThreadLocals(false).factory()}.
   *
   * @throws IllegalStateException where there are none
   */
  public static ThreadFactory factory(String namePrefix) {
    ThreadFactory factory = findFactory(namePrefix);
    return work -> {
      Thread thread = factory.newThread(work);
      // A thread that inherits nothing gets the system class loader, which does not see the classes of an executable jar.
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      return thread;
    };
  }

  private static ThreadFactory findFactory(String namePrefix) {
    try {
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      builder = type.getMethod("name", String.class, long.class).invoke(builder, namePrefix, 1L);
      builder = type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("virtual threads need Java 21 or later, but this is Java " + Runtime.version(),
          e);
    }
  }

  private static MethodHandle find() {
    MethodType type = MethodType.methodType(boolean.class);
    try {
      return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", type);
    } catch (NoSuchMethodException | IllegalAccessException beforeJava21) {
      return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }
}
