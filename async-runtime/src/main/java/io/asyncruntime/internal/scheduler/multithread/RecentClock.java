package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.util.Clock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A reading of a clock that need not be exact: whoever reads the clock for reasons of its own leaves the reading here, for
 * those who would rather not read it. On a virtual machine a reading may cost as much as it does to queue a task. Any thread.
 *
 * <pre>
 *   NONE -> t       note(t)
 *   t    -> u       note(u), where u is later; an earlier one is not kept
 *   any  -> NONE    forget(): nobody is left who would note a later one
 * </pre>
 *
 * <p>One word, and nothing is published by it, so opaque reads are enough: a thread never sees the word go back, except over NONE.
 * A reading that was taken before a {@code forget} and noted after it may be earlier than one that was given out before.
 */
public final class RecentClock {
  private static final long NONE = Long.MIN_VALUE;
  private static final VarHandle LATEST =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "latest", VarHandle.class, RecentClock.class,
          long.class);

  private final Clock clock;

  @SuppressWarnings("unused") // through LATEST
  private long latest = NONE;

  RecentClock(Clock clock) {
    this.clock = clock;
  }

  /** The latest reading that was noted; the clock's own, noted, where there is none. */
  long nanos() {
    long seen = (long) LATEST.getOpaque(this);
    return seen == NONE ? read() : seen;
  }

  /** Reads the clock, and notes the reading. */
  long read() {
    long now = clock.nanos();
    note(now);
    return now;
  }

  /** Keeps a reading of the clock, unless a later one was noted meanwhile. */
  public void note(long now) {
    long seen = (long) LATEST.getOpaque(this);
    while (now > seen && !LATEST.weakCompareAndSetPlain(this, seen, now)) {
      seen = (long) LATEST.getOpaque(this);
    }
  }

  /** The next one who asks reads the clock. */
  public void forget() {
    LATEST.setOpaque(this, NONE);
  }
}
