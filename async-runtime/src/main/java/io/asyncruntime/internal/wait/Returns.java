package io.asyncruntime.internal.wait;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Permits of a {@link FairSemaphore} that one thread at a time gives back, such as the receiver of a channel: counted here, on
 * a cache line that acquirers look at only when they run out, and not in the word that every one of them changes. A state machine
 * of two words:
 *
 * <pre>
 *   count:    n -> n+k            whoever gives k permits back; never goes down
 *   starving: false -> true       under the lock of the semaphore: a waiter was queued
 *   starving: true -> false       under the lock of the semaphore: the queue ran empty
 * </pre>
 *
 * <p>No waiter is forgotten: whoever queues sets {@link #starving} and then reads the count; who gives back adds to the count
 * and then reads {@code starving}. All four are volatile accesses, so one of the two sees the other.
 */
public final class Returns extends ReturnsFields {
  private static final VarHandle COUNT =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "count", VarHandle.class, ReturnsFields.class,
          long.class);

  long after1, after2, after3, after4, after5, after6, after7, after8;

  /** Nothing was given back. */
  public Returns() {
  }

  /**
   * One thread at a time. Whether somebody waits for what was given back: then the caller must call
   * {@link FairSemaphore#collect}.
   */
  public boolean add(int permits) {
    COUNT.getAndAdd(this, (long) permits);
    return starving;
  }

  /** Any thread. How many permits were ever given back. */
  long count() {
    return count;
  }

  /** Under the lock of the semaphore. */
  void setStarving(boolean somebodyWaits) {
    if (starving != somebodyWaits) {
      starving = somebodyWaits;
    }
  }
}
