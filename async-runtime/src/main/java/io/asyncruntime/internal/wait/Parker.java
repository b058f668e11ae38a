package io.asyncruntime.internal.wait;

import io.asyncruntime.internal.util.Clock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One permit between a thread that sleeps and whoever wakes it. At most one thread parks at a time; any thread may unpark.
 * A state machine, and the only door to {@link LockSupport}.
 *
 * <pre>
 *   EMPTY    -> PARKED     sleeper: about to sleep
 *   EMPTY    -> NOTIFIED   waker: the sleeper is awake, the permit waits for it
 *   PARKED   -> NOTIFIED   waker: and unparks the thread
 *   PARKED   -> EMPTY      sleeper: gives up, because of the time or an interrupt
 *   NOTIFIED -> EMPTY      sleeper: takes the permit, does not sleep (or wakes up)
 * </pre>
 */
public final class Parker {
  private static final int EMPTY = 0;
  private static final int PARKED = 1;
  private static final int NOTIFIED = 2;
  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "state", VarHandle.class, Parker.class, int.class);

  /** The sleeper. Written by it before its CAS to PARKED releases it, read by a waker that saw PARKED. */
  private @Nullable Thread sleeper;

  private volatile int state;

  /** Why a park ended. */
  public enum Outcome {
    /** The permit was there, or came, and was taken. */
    UNPARKED,
    /** The time was up. */
    TIMED_OUT,
    /** The thread is interrupted; its flag is still set. */
    INTERRUPTED
  }

  /** The sleeper only. Returns once the permit came or the thread is interrupted; a spurious wake-up does not end it. */
  public Outcome park() {
    return park(Long.MAX_VALUE);
  }

  /** The sleeper only. As {@link #park()}, and after {@code nanos} at the latest; {@code Long.MAX_VALUE} is no limit. */
  public Outcome park(long nanos) {
    sleeper = Thread.currentThread();
    if (!STATE.compareAndSet(this, EMPTY, PARKED)) { return takePermit(); } // it can only have been NOTIFIED
    return nanos == Long.MAX_VALUE ? sleep() : sleepAtMost(nanos);
  }

  /**
   * Any thread. What the caller wrote before is visible to the sleeper after park(): the exchange releases, the sleeper's
   * read of NOTIFIED acquires.
   */
  public void unpark() {
    if ((int) STATE.getAndSet(this, NOTIFIED) == PARKED) {
      LockSupport.unpark(sleeper);
    }
  }

  private Outcome sleep() {
    while (true) {
      LockSupport.park(this);
      if (state == NOTIFIED) { return takePermit(); }
      if (Thread.currentThread().isInterrupted()) { return giveUp(Outcome.INTERRUPTED); }
    }
  }

  private Outcome sleepAtMost(long nanos) {
    long deadline = Clock.realNanos() + nanos;
    for (long left = nanos; left > 0; left = deadline - Clock.realNanos()) {
      LockSupport.parkNanos(this, left);
      if (state == NOTIFIED) { return takePermit(); }
      if (Thread.currentThread().isInterrupted()) { return giveUp(Outcome.INTERRUPTED); }
    }
    return giveUp(Outcome.TIMED_OUT);
  }

  private Outcome giveUp(Outcome why) {
    return STATE.compareAndSet(this, PARKED, EMPTY) ? why : takePermit();
  }

  /**
   * The sleeper. An exchange, not a store: a second waker may have come since NOTIFIED was seen, and its permit is merged into
   * this one; what it wrote must be visible too.
   */
  private Outcome takePermit() {
    STATE.getAndSet(this, EMPTY); // no waker changes NOTIFIED to anything but NOTIFIED
    return Outcome.UNPARKED;
  }
}
