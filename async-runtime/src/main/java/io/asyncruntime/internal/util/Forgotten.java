package io.asyncruntime.internal.util;

import java.lang.ref.Cleaner;

/**
 * Tells of objects that nobody holds any more although they should have been closed, dropped or awaited. Any thread.
 *
 * <p>One daemon thread for the whole process, made by the JDK when the first object is watched: so nothing that must start no thread may
 * come here.
 */
public final class Forgotten {
  private static final Cleaner CLEANER = Cleaner.create();

  private Forgotten() {}

  /**
   * Has {@code whenForgotten} run, once, after {@code object} cannot be reached any more; {@link Cleaner.Cleanable#clean()} of the answer
   * runs it at once instead. It must not lead to {@code object}, must not block, and what it throws is lost.
   */
  public static Cleaner.Cleanable watch(Object object, Runnable whenForgotten) {
    return CLEANER.register(object, whenForgotten);
  }
}
