package io.asyncruntime.sync;

import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.sync.MutexCore.LockWaiter;

/**
 * The figures of one lock, and the rule which turns are timed.
 *
 * <p>Reading the clock twice takes about 50 ns where a free lock takes 10, so a lock in which nobody has shown interest is
 * timed exactly for its first {@value #EXACT} turns and then once in {@value #SAMPLE}, each sample standing for that many.
 * A name, or a call of {@code metrics()}, is interest: from then on every turn is timed.
 *
 * <p>Hold figures are written by whoever holds the lock, and are plain: the lock orders them. Wait figures are guarded by
 * the lock of the queue. Other threads read both under the lock of the queue, so that a hold figure may be one turn old. A
 * guard closed by two threads at once can spoil hold figures, nothing else.
 */
final class LockFigures {
  /** In place of a clock reading: not timed. */
  static final long UNTIMED = 0;

  static final int EXACT = 64;
  static final int SAMPLE = 256;

  private final String name;
  private volatile boolean always;

  private long heldSince = UNTIMED; // the holder
  private long holdWeight; // the holder
  private long totalHold; // the holder
  private long maxHold; // the holder

  private long contended; // under the queue's lock, as all that follow
  private long totalWait;
  private long maxWait;
  private long handOversInVain;

  LockFigures(String name) {
    this.name = name;
    always = !name.isEmpty();
  }

  String name() {
    return name;
  }

  /** Any thread. Every turn from now on is timed. */
  void timeAlways() {
    if (!always) {
      always = true;
    }
  }

  /** The holder, or who hands it the lock. */
  void holdBegins(long turn) {
    long weight = weight(turn);
    if (weight != 0) {
      holdWeight = weight;
      heldSince = now();
    }
  }

  /** The holder, under the queue's lock: one wait ends and one hold begins. */
  void handedOver(LockWaiter next, long turn) {
    long weight = weight(turn);
    long now = weight != 0 || next.since != UNTIMED ? now() : UNTIMED;
    addWait(next, now);
    if (weight != 0) {
      holdWeight = weight;
      heldSince = now;
    }
  }

  /** The holder, before it releases the lock. */
  void holdEnds() {
    long since = heldSince;
    if (since != UNTIMED) {
      heldSince = UNTIMED;
      long held = now() - since;
      totalHold += held * holdWeight;
      maxHold = Math.max(maxHold, held);
    }
  }

  /** Under the queue's lock. */
  void waitBegins(LockWaiter waiter) {
    waiter.weight = weight(++contended);
    if (waiter.weight != 0) {
      waiter.since = now();
    }
  }

  /** Under the queue's lock. The waiter gives up. */
  void waitEnds(LockWaiter waiter) {
    if (waiter.since != UNTIMED) {
      addWait(waiter, now());
    }
  }

  /** The holder of a lock whose wait figures the lock itself guards. */
  void waited(long nanos) {
    totalWait += nanos;
    maxWait = Math.max(maxWait, nanos);
  }

  /** Under the queue's lock. A turn was handed to a waiter that had been given up. */
  void handedInVain() {
    handOversInVain++;
  }

  long contended() {
    return contended;
  }

  long totalWait() {
    return totalWait;
  }

  long maxWait() {
    return maxWait;
  }

  long totalHold() {
    return totalHold;
  }

  long maxHold() {
    return maxHold;
  }

  /** Any thread. How long the present turn has taken; it may have ended meanwhile. */
  long heldFor() {
    long since = heldSince;
    return since == UNTIMED ? 0 : Math.max(0, now() - since);
  }

  long handOversInVain() {
    return handOversInVain;
  }

  private void addWait(LockWaiter waiter, long now) {
    if (waiter.since != UNTIMED) {
      long waited = now - waiter.since;
      totalWait += waited * waiter.weight;
      maxWait = Math.max(maxWait, waited);
    }
  }

  /** How many turns (or waits) the one of that number stands for; 0 if it is not timed. */
  private long weight(long number) {
    if (number <= EXACT || always) { return 1; }
    return number % SAMPLE == 0 ? SAMPLE : 0;
  }

  /** All figures in one line. */
  String describe(MutexMetrics of) {
    return "MutexMetrics[\"" + name + "\", acquisitions " + of.acquisitions() + ", contended " + of.contended()
        + ", waiting " + of.waiting() + ", locked " + of.locked() + ", wait " + of.totalWait() + " (max " + of.maxWait()
        + "), hold " + of.totalHold() + " (max " + of.maxHold() + ")]";
  }

  /** At least 1, so that no reading is {@link #UNTIMED}. */
  static long now() {
    return Math.max(1, Clock.realNanos());
  }
}
