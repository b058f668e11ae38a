package io.asyncruntime.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one worker: a queue of figures from one writer to any reader, as far as the memory model goes. Only the
 * worker's owner thread writes, so no update is atomic; opaque access makes each write visible in time and whole, at the price
 * of a plain store.
 */
final class WorkerCounters {
  /** What is counted; the index into the array. */
  enum Counter {
    POLLS,
    STEALS,
    STEAL_OPERATIONS,
    PARKS,
    NOOPS,
    LOCAL_SCHEDULES,
    OVERFLOWS,
    FORCED_YIELDS,
    BUSY_NANOS
  }

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /** Away from the lines of neighbouring objects: the counters start in the middle. */
  private static final int PAD = 8;

  private final long[] cells = new long[PAD + Counter.values().length + PAD];

  /** The owner only. */
  void increment(Counter counter) {
    add(counter, 1);
  }

  /** The owner only. */
  void add(Counter counter, long delta) {
    int at = PAD + counter.ordinal();
    CELL.setOpaque(cells, at, cells[at] + delta);
  }

  /** Any thread. */
  long get(Counter counter) {
    return (long) CELL.getOpaque(cells, PAD + counter.ordinal());
  }
}
