package io.asyncruntime.sync;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Something that is used up once, by whichever thread comes first: a guard, a permit, a handle. A state machine.
 *
 * <pre>
 *   FRESH -> USED   the first caller of use(), which alone gets true
 * </pre>
 */
abstract class OneUse {
  private static final int FRESH = 0;
  private static final int USED = 1;
  private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "state",
      VarHandle.class, OneUse.class, int.class);

  private volatile int state;

  /** Any thread. True for the first call only. */
  final boolean use() {
    return state == FRESH && STATE.compareAndSet(this, FRESH, USED);
  }

  /** Any thread. */
  final boolean isUsed() { return state == USED; }
}
