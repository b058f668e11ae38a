package io.asyncruntime.sync;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many permits somebody holds, until they are given away as a whole. A state machine of one word.
 *
 * <pre>
 *   n -> n - k   takeSome(k), for another holder
 *   n -> n + k   addSome(k), from another holder
 *   n -> USED    takeAll(), whose first caller alone gets n
 * </pre>
 */
abstract class HeldPermits {
  /** What {@link #takeAll} gives to all but the first. */
  static final int USED = -1;

  private static final VarHandle HELD = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "held",
      VarHandle.class, HeldPermits.class, int.class);

  volatile int held; // any thread, by the transitions above

  HeldPermits(int permits) {
    HELD.set(this, permits); // no fence: who publishes a holder publishes this, as a field of the permit that is final
  }

  /** Any thread. */
  final int held() {
    return held;
  }

  /** Any thread. The permits, or {@link #USED}. */
  final int takeAll() {
    return (int) HELD.getAndSet(this, USED);
  }

  /** Any thread. False, and nothing taken, when there are not so many, or when used. */
  final boolean takeSome(int n) {
    for (int seen = held; seen >= n; seen = held) {
      if (casHeld(seen, seen - n)) { return true; }
    }
    return false;
  }

  /** Any thread. False, and nothing added, when used. */
  final boolean addSome(int n) {
    for (int seen = held; seen != USED; seen = held) {
      if (casHeld(seen, Math.addExact(seen, n))) { return true; }
    }
    return false;
  }

  /** One transition. A model check overrides it with a fault. */
  boolean casHeld(int expected, int next) {
    return HELD.compareAndSet(this, expected, next);
  }
}
