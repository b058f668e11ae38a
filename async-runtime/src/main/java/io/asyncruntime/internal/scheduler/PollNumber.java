package io.asyncruntime.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which poll a loop is in: a state machine with one writer.
 *
 * <pre>
 *   even -> odd     the loop's thread: a poll begins
 *   odd  -> even    the loop's thread: it ends
 * </pre>
 *
 * <p>Each poll has another number. It is written with release: what the loop's thread wrote before is seen by whoever sees the
 * number, and whoever sees the same odd number twice has seen one poll. Written with each poll, so the number has a cache line of
 * its own.
 */
final class PollNumber {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /** The one that is used; the others keep it off the cache lines of other objects. */
  private static final int MIDDLE = 8;

  private final long[] cells = new long[2 * MIDDLE + 1];

  /** The loop's thread: a poll begins, or ends. */
  void next() {
    CELL.setRelease(cells, MIDDLE, cells[MIDDLE] + 1);
  }

  /** Any thread. */
  long get() {
    return (long) CELL.getAcquire(cells, MIDDLE);
  }
}
