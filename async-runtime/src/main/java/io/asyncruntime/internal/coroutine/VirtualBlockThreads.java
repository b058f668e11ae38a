package io.asyncruntime.internal.coroutine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;

/** A virtual thread for each block, on the JDK's own scheduler (Java 21 and later; called by reflection from Java 17 code). */
final class VirtualBlockThreads implements BlockThreads {
  private final ThreadFactory factory = findFactory();

  @Override
  public Thread start(Runnable work) {
    Thread thread = factory.newThread(work);
    // A thread that inherits nothing gets the system class loader, which does not see the classes of an executable jar.
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    return thread;
  }

  @Override
  public void giveBack(Thread thread) {
    // It ends with its body.
  }

  @Override
  public String describe() {
    return "virtual threads";
  }

  /** {@code Thread.ofVirtual().name(prefix, 1).inheritInheritableThreadLocals(false).factory()}. */
  private static ThreadFactory findFactory() {
    try {
      Class<?> builderType = Class.forName("java.lang.Thread$Builder");
      Method name = builderType.getMethod("name", String.class, long.class);
      Method inherit = builderType.getMethod("inheritInheritableThreadLocals", boolean.class);
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      builder = inherit.invoke(name.invoke(builder, PlatformBlockThreads.NAME_PREFIX, 1L), false);
      return (ThreadFactory) builderType.getMethod("factory").invoke(builder);
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("this JVM has virtual threads, but not their public builder", e);
    }
  }
}
