package io.asyncruntime.metrics;

import java.time.Duration;

/**
 * The figures of one mutex. A live view: each call reads the present value. Figures are consistent one by one, not with each
 * other.
 *
 * <pre>{@code
 * MutexMetrics seatLock = seats.metrics();
 * log.info(seatLock.contended() + " of " + seatLock.acquisitions() + " had to wait");
 * }</pre>
 */
public interface MutexMetrics {
  /** The name given to it, or the empty string. */
  String name();

  /** How often it was locked. */
  long acquisitions();

  /** How often someone had to wait, those who gave up included. */
  long contended();

  /** How many wait now. */
  int waiting();

  /** Whether it is locked now. */
  boolean locked();

  /** Time spent waiting by all who had to wait, those who gave up included. */
  Duration totalWait();

  /** The longest wait. */
  Duration maxWait();

  /** Time for which it was held. */
  Duration totalHold();

  /** The longest hold that has ended. */
  Duration maxHold();

  /** For how long its present holder has had it; zero when it is not locked, or this turn is not timed. */
  Duration heldFor();
}
