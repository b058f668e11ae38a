package io.asyncruntime.internal.util;

/** One turn of a loop that waits for what another thread does within a few instructions. */
public final class SpinWait {
  private static final int SPINS_BEFORE_YIELD = 512;

  private SpinWait() {}

  /** Any thread. {@code spins} counts the turns, from 1. */
  public static void pause(int spins) {
    Thread.onSpinWait();
    // The other may have lost its core. A platform thread gives up its own; a virtual one must not unmount here.
    if (spins % SPINS_BEFORE_YIELD == 0 && !VirtualThreads.isVirtual(Thread.currentThread())) {
      Thread.yield();
    }
  }
}
