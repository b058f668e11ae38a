package io.asyncruntime.internal.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A row of counters with one writer and any number of readers: as far as the memory model goes, a queue of figures from the one
 * to the others.
 *
 * <p>Only one thread at a time writes, so no update is atomic; opaque access makes each write visible in time and whole, at the
 * price of a plain store. A counter never goes backwards for a reader, but two counters may be seen in either order, unless
 * something else that the writer did afterwards orders them.
 */
public final class Tally {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /** Away from the cache lines of neighbouring objects: the counters start in the middle. */
  private static final int PAD = 8;

  private final long[] cells;

  /** So many counters, all zero. */
  public Tally(int counters) {
    cells = new long[PAD + counters + PAD];
  }

  /** The writer only. */
  public void increment(int counter) {
    add(counter, 1);
  }

  /** The writer only. */
  public void add(int counter, long delta) {
    int at = PAD + counter;
    CELL.setOpaque(cells, at, cells[at] + delta);
  }

  /** Any thread. */
  public long get(int counter) {
    return (long) CELL.getOpaque(cells, PAD + counter);
  }
}
