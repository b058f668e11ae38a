package io.asyncruntime.sync;

import io.asyncruntime.internal.util.Padded;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What both ends of an {@link Mpsc} have. They are read with each message, so they lie apart from what others write: the future of a
 * sender that lay next to the receiver's end took that cache line away with each message. A state machine, that of {@link OneUse}, which
 * cannot be padded because guards and permits are made by the million.
 *
 * <pre>
 *   FRESH -> USED   the first caller of use(), which alone gets true
 * </pre>
 */
abstract sealed class MpscEnd<T> extends Padded permits Mpsc.Sender, Mpsc.Receiver {
  private static final VarHandle USED = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "used",
      VarHandle.class, MpscEnd.class, boolean.class);

  final MpscCore<T> core;
  private volatile boolean used;

  MpscEnd(MpscCore<T> core) {
    this.core = core;
  }

  /** Any thread. True for the first call only: whoever closes this end. */
  final boolean use() {
    return USED.compareAndSet(this, false, true);
  }

  /** Any thread. Whether this end was closed. */
  final boolean isUsed() { return used; }
}
