package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.ambient.VirtualAmbients;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the fast engine uses of the inside of the JDK: virtual threads with a scheduler of one's own choice. The builder for
 * them is there for the JDK's own tests since 21. Any thread.
 */
final class FastThreads {
  private static final String NAME = "async-block";
  private static final @Nullable FastThreads FOUND = find();

  private final MethodHandle unstarted; // (Executor, Runnable)Thread
  private final Executor defaultScheduler;

  private FastThreads(MethodHandle unstarted, Executor defaultScheduler) {
    this.unstarted = unstarted;
    this.defaultScheduler = defaultScheduler;
  }

  /** Whether this JVM, as it was started, lets us. */
  static boolean available() {
    return FOUND != null;
  }

  /**
   * A virtual thread that has not started. It inherits no thread-locals, but the class loader of the calling thread: the system
   * class loader, which it would have else, does not see the classes of an executable jar.
   */
  static Thread unstarted(Executor scheduler, Runnable task) {
    try {
      Thread thread = (Thread) found().unstarted.invokeExact(scheduler, task);
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      return thread;
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError("the builder of virtual threads throws no checked exception", impossible);
    }
  }

  /** Where virtual threads run that are not ours. */
  static Executor defaultScheduler() {
    return found().defaultScheduler;
  }

  private static FastThreads found() {
    FastThreads found = FOUND;
    if (found == null) { throw new AssertionError("the fast engine is not available"); }
    return found;
  }

  private static @Nullable FastThreads find() {
    if (!FastRequirements.met() || !VirtualAmbients.available()) { return null; }
    try {
      Lookup inside = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      Class<?> type = Class.forName("java.lang.VirtualThread");
      Executor scheduler = (Executor) MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findStaticGetter(type, "DEFAULT_SCHEDULER", schedulerType(type)).invoke();
      return new FastThreads(builder(inside), scheduler);
    } catch (Throwable anotherJdk) {
      return null;
    }
  }

  private static Class<?> schedulerType(Class<?> virtualThread) throws NoSuchFieldException {
    return virtualThread.getDeclaredField("DEFAULT_SCHEDULER").getType();
  }

  /** {@code new VirtualThreadBuilder(scheduler).inheritInheritableThreadLocals(false).name(NAME).unstarted(task)}. */
  private static MethodHandle builder(Lookup inside) throws ReflectiveOperationException {
    Class<?> implementation = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
    Class<?> builder = Class.forName("java.lang.Thread$Builder");
    MethodHandle create = MethodHandles.privateLookupIn(implementation, MethodHandles.lookup())
        .findConstructor(implementation, MethodType.methodType(void.class, Executor.class));
    MethodHandle inherit = MethodHandles.insertArguments(inside.findVirtual(builder, "inheritInheritableThreadLocals",
        MethodType.methodType(builder, boolean.class)), 1, false);
    MethodHandle name = MethodHandles.insertArguments(
        inside.findVirtual(builder, "name", MethodType.methodType(builder, String.class)), 1, NAME);
    MethodHandle unstarted = inside.findVirtual(builder, "unstarted",
        MethodType.methodType(Thread.class, Runnable.class));
    MethodHandle made = create.asType(MethodType.methodType(builder, Executor.class));
    MethodHandle prepared = MethodHandles.filterReturnValue(MethodHandles.filterReturnValue(made, inherit), name);
    return MethodHandles.filterArguments(unstarted, 0, prepared);
  }
}
