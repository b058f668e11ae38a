package io.asyncruntime.internal.util;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for short sections that must never put their thread to sleep: a state machine of two states. Short is a step of a linked
 * list or a counter as a rule, and at the most what a user of it bounds: one operation of a map, a wheel's or a ring's turn of some
 * dozens of steps, or a walk through those who wait, when all of them are woken.
 *
 * <p>A parking lock is out of the question wherever an async block may run: a virtual thread that parks inside the runtime
 * unmounts, while the workers that could resume it wait for the very lock it is queued for. Foreign code (wakers, user
 * functions, and what an interrupt may close) must never run under this lock, and whoever runs out of memory or stack under it must
 * leave a whole state, for the others go on: so whoever takes it gives it back in {@code finally} (a test of the sources sees to
 * that, and has the list of those who do), and what needs memory is made before, or before the first change. To take it needs no
 * less stack than to give it back. Not re-entrant.
 *
 * <pre>
 *   FREE -> HELD   the locker; the CAS acquires what the last holder wrote
 *   HELD -> FREE   the holder; the store releases it
 * </pre>
 */
public final class SpinLock {
  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "state", VarHandle.class, SpinLock.class, int.class);

  @SuppressWarnings("unused") // through STATE
  private int state;

  /** Any thread. Returns holding the lock. */
  public void lock() {
    if (!tryLock()) {
      lockContended();
    }
  }

  /** Any thread. Whether the lock was free and is now held. */
  public boolean tryLock() {
    return (int) STATE.getOpaque(this) == FREE && STATE.compareAndSet(this, FREE, HELD);
  }

  /** The holder only. */
  public void unlock() {
    STATE.setRelease(this, FREE);
  }

  private void lockContended() {
    for (int spins = 1; !tryLock(); spins++) {
      SpinWait.pause(spins);
    }
  }
}
