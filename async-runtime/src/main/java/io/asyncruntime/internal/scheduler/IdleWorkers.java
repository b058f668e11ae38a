package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.util.SpinLock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Which workers sleep, and how many search for work: a state machine that decides whom to wake, if anybody (after Tokio's
 * {@code idle.rs}; the throttle is the Go scheduler's).
 *
 * <pre>
 *   word: awake workers (high half), of which searching (low half)
 *
 *   call            by                    change of the word           and
 *   wakeOne         whoever queued work   awake+1, searching+1         only if nobody searches and somebody sleeps;
 *                                                                      pops the worker that slept last
 *   beginSearch     an awake worker       searching+1                  only if fewer than half of the workers search
 *   endSearch       a searcher            searching-1                  true if it was the last: it must look at all queues
 *                                                                      and wake another if there is more
 *   sleep           an awake worker       awake-1 (searching-1)        pushes it; true if nobody searches now:
 *                                                                      it must look at all queues once more
 *   wakeById        a sleeper woken by    awake+1                      takes it off the stack, if it is still there
 *                   a timer
 *   sleepOn         whoever woke it       awake-1, searching-1         undoes wakeOne where there is no thread: puts it at
 *                                                                      the bottom; tells who would be woken next
 * </pre>
 *
 * <p>No wake-up is lost: whoever queues work writes the queue, passes a full fence, and then reads "nobody searches". The last
 * searcher withdraws, because it goes to sleep or because it has found something, by an atomic update of the word (a full fence
 * too) and then reads the queues. One of the two sees the other: either a sleeper is woken, or the searcher sees the work. A worker that was not allowed to search looks too, if
 * nobody searches when it falls asleep: those who did have found something since, perhaps a poll that does not end.
 */
final class IdleWorkers {
  private static final int SEARCHING_ONE = 1;
  private static final int AWAKE_ONE = 1 << 16;
  private static final int SEARCHING_MASK = AWAKE_ONE - 1;
  private static final int NOBODY = -1;
  private static final VarHandle WORD =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "word", VarHandle.class, IdleWorkers.class, int.class);

  private final SpinLock lock = new SpinLock();

  /** The last one to go to sleep on top. Guarded by lock, as is every change of the word's upper half. */
  private int[] sleepers;

  private int sleeping;
  private volatile int word;

  /** Workers there are. Written under the lock. */
  private volatile int workers;

  /** All awake, none searching. */
  IdleWorkers(int workers) {
    this.workers = workers;
    this.word = workers * AWAKE_ONE;
    this.sleepers = new int[workers];
  }

  /** Any thread, after it queued work. The worker to unpark, or -1. */
  int wakeOne() {
    VarHandle.fullFence(); // the caller's push before our read of the word; pairs with the update in sleep and endSearch
    return wakeOneEarly();
  }

  /**
   * As {@link #wakeOne()} without its fence, for a caller that queues much and will call that one in the end: it nearly always
   * wakes whom that would wake, earlier. It may miss a worker that is just falling asleep.
   */
  int wakeOneEarly() {
    if (!shouldWake()) { return NOBODY; }
    lock.lock();
    try {
      if (!shouldWake() || sleeping == 0) { return NOBODY; }
      add(AWAKE_ONE + SEARCHING_ONE); // on the sleeper's behalf, so that the next caller sees a searcher already
      return sleepers[--sleeping];
    } finally {
      lock.unlock();
    }
  }

  /** An awake worker that does not search. Whether it may. */
  boolean beginSearch() {
    if (2 * searching() >= workers) { return false; }
    add(SEARCHING_ONE);
    return true;
  }

  /** A searcher that found something. Whether it was the last: then it must wake another if work is queued. */
  boolean endSearch() {
    return (add(-SEARCHING_ONE) & SEARCHING_MASK) == 1;
  }

  /** An awake worker with nothing to do. Whether nobody searches now: then it must look at all queues once more. */
  boolean sleep(int worker, boolean searching) {
    lock.lock();
    try {
      int before = add(-AWAKE_ONE - (searching ? SEARCHING_ONE : 0));
      sleepers[sleeping++] = worker;
      return (before & SEARCHING_MASK) == (searching ? 1 : 0);
    } finally {
      lock.unlock();
    }
  }

  /** A worker that woke up by itself. Whether it was still asleep in here; if not, {@link #wakeOne} has chosen it. */
  boolean wakeById(int worker) {
    lock.lock();
    try {
      int at = indexOf(worker);
      if (at < 0) { return false; }
      System.arraycopy(sleepers, at + 1, sleepers, at, --sleeping - at);
      add(AWAKE_ONE);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whoever woke a worker that has no thread, and gets none for it: the worker sleeps on, if that is {@code allowed}, because nobody is
   * that worker by now. It is the last to be woken from then on. The worker that would be woken next if nobody searches, so that
   * the caller can wake that one if work is queued; else -1.
   */
  int sleepOn(int worker, BooleanSupplier allowed) {
    lock.lock();
    try {
      if (!allowed.getAsBoolean()) { return NOBODY; }
      if (indexOf(worker) < 0) { // wakeOne had chosen it
        System.arraycopy(sleepers, 0, sleepers, 1, sleeping++);
        sleepers[0] = worker;
        add(-AWAKE_ONE - SEARCHING_ONE);
      }
      return searching() == 0 ? sleepers[sleeping - 1] : NOBODY;
    } finally {
      lock.unlock();
    }
  }

  /** A worker that woke up. Whether nobody has woken it on purpose. */
  boolean isAsleep(int worker) {
    lock.lock();
    try {
      return indexOf(worker) >= 0;
    } finally {
      lock.unlock();
    }
  }

  /** The watchdog: one worker more, awake. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only ever under the lock
  void add() {
    lock.lock();
    sleepers = Arrays.copyOf(sleepers, workers + 1);
    workers++;
    add(AWAKE_ONE);
    lock.unlock();
  }

  /** An awake worker that leaves for good. Whether it was the last searcher, as in {@link #sleep}. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only ever under the lock
  boolean remove(boolean searching) {
    lock.lock();
    try {
      workers--;
      int before = add(-AWAKE_ONE - (searching ? SEARCHING_ONE : 0));
      return searching && (before & SEARCHING_MASK) == 1;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. Workers that do not sleep. */
  int awake() {
    return word >>> 16;
  }

  /** Any thread. */
  int searching() {
    return word & SEARCHING_MASK;
  }

  private boolean shouldWake() {
    int now = word;
    return (now & SEARCHING_MASK) == 0 && (now >>> 16) < workers;
  }

  private int indexOf(int worker) {
    for (int i = 0; i < sleeping; i++) {
      if (sleepers[i] == worker) { return i; }
    }
    return NOBODY;
  }

  /** Returns the word as it was. */
  private int add(int delta) {
    return (int) WORD.getAndAdd(this, delta);
  }
}
