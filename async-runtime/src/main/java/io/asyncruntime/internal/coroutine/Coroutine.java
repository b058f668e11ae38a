package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;

/**
 * One run of a body that can suspend. The body runs only inside {@link #resume}, on a thread of its own or mounted on the
 * poller's; what either side wrote before control went over is visible to the other.
 */
abstract sealed class Coroutine permits HandoffCoroutine, RunSignal {
  /** How a {@link #resume} ended. */
  enum Step {
    /** The body has returned. */
    DONE,
    /** The body called {@link #suspend()}. */
    AWAITING,
    /** The body is stuck in a blocking call; the waker tells when to resume. */
    BLOCKED
  }

  /**
   * Starts the body, or lets it go on. The poller only, never concurrently, not after {@link Step#DONE}. The poller's interrupt
   * flag is afterwards as it was before, or set if someone interrupted the poller meanwhile.
   *
   * @param place the poller's; the body's thread uses it until control comes back
   * @param blocking what to do when the body blocks; {@link Step#BLOCKED} comes only of UNMOUNT
   * @param onUnblocked called, by any thread, after {@link Step#BLOCKED}
   */
  abstract Step resume(Ambient place, CoroutineEngine.Blocking blocking, Waker onUnblocked);

  /**
   * Gives control back to the poller until the next {@link #resume}. The body only. False, at once, when the body cannot leave
   * its thread now.
   */
  abstract boolean suspend();

  /**
   * Whether the body, if it blocks, blocks its poller whatever that wanted. The body only. Returns what it was before.
   */
  boolean stayInPlace(boolean stay) {
    return true;
  }

  /**
   * Lets a suspended body go on for the last time, at {@code placeOfBody}, and does not wait for it. Instead of a {@link #resume}, and
   * there must be none afterwards. Only where {@link CoroutineEngine#keepsThreads()}.
   */
  void goOnAlone(Ambient placeOfBody, Alone companion) {
    throw new AssertionError("a body without a thread of its own");
  }

  /** To be called by the body as the last thing it does. */
  void ending() {}

  /** Interrupts the body. The poller only. */
  abstract void interrupt();

  /** Where the body is. Any thread, also while the body is suspended; empty before its start and after its end. */
  abstract StackTraceElement[] stackTrace();
}
