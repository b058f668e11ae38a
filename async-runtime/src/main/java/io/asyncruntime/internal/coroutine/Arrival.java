package io.asyncruntime.internal.coroutine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a body has come to the thread that was assigned to it: before that the thread clears its flag, which is of the block before, and
 * an interrupt of the new one would go with it. A state machine.
 *
 * <pre>
 *   UNDER_WAY   -> ARRIVED       the body's thread: the flag is the body's from now on
 *   UNDER_WAY   -> INTERRUPTED   poller: the thread will find it
 *   INTERRUPTED -> ARRIVED       the body's thread: interrupts itself
 * </pre>
 */
final class Arrival {
  private static final int UNDER_WAY = 0;
  private static final int INTERRUPTED = 1;
  private static final int ARRIVED = 2;

  private final AtomicInteger state = new AtomicInteger(UNDER_WAY);

  /** The body's thread, which has cleared its flag. Once. */
  void arrive() {
    if (state.getAndSet(ARRIVED) == INTERRUPTED) {
      Thread.currentThread().interrupt();
    }
  }

  /** The poller that waits for the body. Interrupts the body on {@code thread}, now or once it is there. */
  void interrupt(Thread thread) {
    if (!state.compareAndSet(UNDER_WAY, INTERRUPTED) && state.get() == ARRIVED) {
      thread.interrupt();
    }
  }
}
