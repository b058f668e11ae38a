package io.asyncruntime.metrics;

import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.Optional;

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

  /** The task that holds it, if one does: empty also when it was locked outside of a task, or by {@code tryLock}. */
  default Optional<TaskId> holder() {
    return Optional.empty();
  }

  /**
   * What its holder stands in a line for while it holds the mutex, such as a thread of a lane: all who wait for the mutex wait for that line
   * too. Empty where it does not; a mutex that often has one is better unlocked before. Known of named lanes.
   */
  default Optional<String> heldAcross() {
    return Optional.empty();
  }
}
