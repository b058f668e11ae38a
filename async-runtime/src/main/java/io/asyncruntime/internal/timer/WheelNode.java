package io.asyncruntime.internal.timer;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link TimerWheel} keeps of one timer, in the timer's own object: the links of a ring of timers that share a slot.
 *
 * <p>The links and the slot are written by the wheel alone, under the lock of whoever owns the wheel.
 */
abstract class WheelNode {
  /** {@link #slot} of a node that is in no wheel. */
  static final int UNLINKED = -1;

  /** The tick at which the timer is due. Written before the node goes into the wheel, by whoever puts it there. */
  long tick;

  /** Index of the slot whose ring holds the node. */
  int slot = UNLINKED;

  @Nullable WheelNode next;

  @Nullable WheelNode previous;

  /** Whether the node is in a wheel. Only under the wheel's lock. */
  final boolean isLinked() {
    return slot != UNLINKED;
  }
}
