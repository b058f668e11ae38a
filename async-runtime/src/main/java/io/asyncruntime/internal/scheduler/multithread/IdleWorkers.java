package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.util.SpinLock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * What each worker is at, who of them sleeps, and how many search for work: a state machine that decides whom to wake, if anybody
 * (after Tokio's {@code idle.rs}; the throttle is the Go scheduler's).
 *
 * <pre>
 *   life       counts as             what it is
 *   GONE       nothing               a spare worker that is not there: its place, and its number, may be used again
 *   LENT       awake                 a spare worker whose thread was asked for, and has not begun
 *   RUNNING    awake                 finds and polls tasks, or is about to sleep
 *   ASLEEP     asleep                has nothing to do; its thread is parked
 *   THREADLESS asleep                the same, without a thread: whoever had it is in {@code blockInPlace} (see {@link CoreLoan})
 *   CALLED     awake and searching   was woken to search, and is not up yet
 *   RETIRING   awake                 a spare worker that was told to leave, and has its core still
 *
 *   call       by                    life                          and
 *   add        the watchdog          GONE -> LENT
 *   refuse     the watchdog          LENT, RETIRING -> GONE        the system gives no thread
 *   begin      the lent thread       LENT -> RUNNING
 *   sleep      who has the core      RUNNING -> ASLEEP, THREADLESS true if nobody searches now: it must look at all queues
 *                                                                  once more. One that is RETIRING stays awake
 *   wakeOne    whoever queued work   ASLEEP, THREADLESS -> CALLED  only if nobody searches; the one that slept last
 *   getUp      who has the core      CALLED -> RUNNING             it searches, and counts as searching
 *                                    ASLEEP, THREADLESS -> RUNNING only with a reason of its own, such as a timer
 *   sleepOn    whoever woke it       CALLED -> THREADLESS          undoes wakeOne where there is no thread: puts it at the
 *                                                                  bottom; tells who would be woken next
 *   retire     the watchdog          LENT, RUNNING, ASLEEP, THREADLESS, CALLED -> RETIRING
 *   leave      who has the core      RETIRING -> GONE              its queue is empty by then, and nobody's any more
 *
 *   beginSearch   an awake worker    searching+1                   only if fewer than half of the workers search
 *   endSearch     a searcher         searching-1                   true if it was the last: it must look at all queues
 *                                                                  and wake another if there is more
 * </pre>
 *
 * <p>The lives, the stack and the upper half of the word change together, under the lock; after each change awake + asleep = workers,
 * which is checked. Only a worker that is GONE is lent again, and only who has the core of one that leaves makes it GONE: so no
 * two threads ever are one worker.
 *
 * <p>No wake-up is lost: whoever queues work writes the queue, passes a full fence, and then reads "nobody searches". The last
 * searcher withdraws, because it goes to sleep or because it has found something, by an update of the word, passes a full fence, and
 * then reads the queues. One of the two sees the other: either a sleeper is woken, or the searcher sees the work. A worker that
 * was not allowed to search looks too, if nobody searches when it falls asleep: those who did have found something since, perhaps a
 * poll that does not end.
 */
public final class IdleWorkers {
  /** The most workers that the word can count, spare ones included. */
  public static final int MOST_WORKERS = (1 << 16) - 1;

  private static final int SEARCHING_ONE = 1;
  private static final int AWAKE_ONE = 1 << 16;
  private static final int SEARCHING_MASK = AWAKE_ONE - 1;
  private static final int NOBODY = -1;
  private static final VarHandle WORD =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "word", VarHandle.class, IdleWorkers.class, int.class);

  /** What a worker is at: see above. */
  public enum Life { GONE, LENT, RUNNING, ASLEEP, THREADLESS, CALLED, RETIRING }

  /** What somebody who may wake up finds. */
  enum Rising {
    /** It sleeps on. */
    ASLEEP,
    /** It is awake. */
    UP,
    /** It is awake, and counts as searching. */
    SEARCHING,
    /** It is to leave. */
    RETIRING
  }

  private final SpinLock lock = new SpinLock();

  /** The last one to go to sleep on top. Guarded by lock, as are all the lives and every change of the word's upper half. */
  private int[] sleepers;

  private int sleeping;
  private Life[] lives;

  /** Awake workers in the high half, those of them that search in the low half. */
  private volatile int word;

  /** Workers there are. Written under the lock. */
  private volatile int workers;

  /** All running, none searching. */
  IdleWorkers(int workers) {
    this.workers = workers;
    this.word = workers * AWAKE_ONE;
    this.sleepers = new int[workers];
    this.lives = new Life[workers];
    Arrays.fill(lives, Life.RUNNING);
  }

  // ---- whom to wake ----

  /** Any thread, after it queued work. The worker to unpark, or -1. */
  int wakeOne() {
    VarHandle.fullFence(); // the caller's push before our read of the word; pairs with those of the last searcher
    return wakeOneEarly();
  }

  /**
   * As {@link #wakeOne()} without its fence, for a caller that queues much and will call that one in the end: it nearly always
   * wakes whom that would wake, earlier. It may miss a worker that is just falling asleep.
   */
  int wakeOneEarly() {
    return shouldWake() ? wake(false) : NOBODY;
  }

  /**
   * The watchdog, which has seen work wait for longer than any search takes: wakes one although another counts as searching. That
   * one may stick in a hook or a waker, or wait for a thread.
   */
  int wakeAnother() {
    return wake(true);
  }

  private int wake(boolean anyway) {
    lock.lock();
    try {
      if (sleeping == 0 || !(anyway || shouldWake())) { return NOBODY; }
      int worker = sleepers[--sleeping];
      lives[worker] = Life.CALLED;
      count(AWAKE_ONE + SEARCHING_ONE); // on the sleeper's behalf, so that the next caller sees a searcher already
      checkBooks();
      return worker;
    } finally {
      lock.unlock();
    }
  }

  /** An awake worker that does not search. Whether it may. */
  boolean beginSearch() {
    if (2 * searching() >= workers) { return false; }
    count(SEARCHING_ONE);
    return true;
  }

  /** A searcher that found something. Whether it was the last: then it must wake another if work is queued. */
  boolean endSearch() {
    return lastOfThem((count(-SEARCHING_ONE) & SEARCHING_MASK) == 1);
  }

  /** The withdrawal before the caller's look at the queues; pairs with the fence of {@link #wakeOne}. */
  private static boolean lastOfThem(boolean last) {
    if (last) {
      VarHandle.fullFence(); // an update of the word does not keep later plain reads behind it
    }
    return last;
  }

  // ---- sleep ----

  /**
   * Who has the core of an awake worker with nothing to do. Whether nobody searches now: then it must look at all queues once more. A
   * worker that was told to leave does not fall asleep: {@link #getUp} tells it so.
   */
  boolean sleep(int worker, boolean searching, boolean threadless) {
    boolean last;
    lock.lock();
    try {
      int before = count(searching ? -SEARCHING_ONE : 0);
      last = (before & SEARCHING_MASK) == (searching ? 1 : 0);
      if (lives[worker] != Life.RETIRING) {
        layDown(worker, threadless ? Life.THREADLESS : Life.ASLEEP);
      }
      checkBooks();
    } finally {
      lock.unlock();
    }
    return lastOfThem(last);
  }

  private void layDown(int worker, Life how) {
    lives[worker] = how;
    sleepers[sleeping++] = worker;
    count(-AWAKE_ONE);
  }

  /** Who has the core of a worker that may have been woken. {@code hasReason}: it has something to do of its own. */
  Rising getUp(int worker, boolean hasReason) {
    lock.lock();
    try {
      Life life = lives[worker];
      if (life == Life.RETIRING) { return Rising.RETIRING; }
      if (life == Life.CALLED) {
        lives[worker] = Life.RUNNING;
        return Rising.SEARCHING;
      }
      if (!isAsleep(life)) { return Rising.UP; }
      if (!hasReason) { return Rising.ASLEEP; }
      takeOffTheStack(worker);
      lives[worker] = Life.RUNNING;
      checkBooks();
      return Rising.UP;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. A sleeper, which is awake from now on. */
  private void takeOffTheStack(int worker) {
    int at = 0;
    while (sleepers[at] != worker) {
      at++;
    }
    System.arraycopy(sleepers, at + 1, sleepers, at, --sleeping - at);
    count(AWAKE_ONE);
  }

  /**
   * Whoever woke a worker that has no thread, and gets none for it: the worker sleeps on, if that is {@code allowed}, because nobody is
   * that worker by now. It is the last to be woken from then on. The worker that is woken next if nobody searches, and has a thread,
   * so that the caller can wake that one if work is queued; else -1.
   */
  int sleepOn(int worker, BooleanSupplier allowed) {
    int next;
    lock.lock();
    try {
      if (!allowed.getAsBoolean()) { return NOBODY; }
      if (lives[worker] == Life.CALLED) {
        lives[worker] = Life.THREADLESS;
        System.arraycopy(sleepers, 0, sleepers, 1, sleeping++);
        sleepers[0] = worker;
        count(-AWAKE_ONE - SEARCHING_ONE);
      }
      checkBooks();
      next = searching() == 0 ? raiseOneWithThread() : NOBODY;
    } finally {
      lock.unlock();
    }
    lastOfThem(next >= 0);
    return next;
  }

  /** Under the lock. The one that slept last of those with a thread, which is put on top; or nobody. */
  private int raiseOneWithThread() {
    for (int at = sleeping - 1; at >= 0; at--) {
      int worker = sleepers[at];
      if (lives[worker] == Life.ASLEEP) {
        System.arraycopy(sleepers, at + 1, sleepers, at, sleeping - 1 - at);
        sleepers[sleeping - 1] = worker;
        return worker;
      }
    }
    return NOBODY;
  }

  // ---- spare workers ----

  /** The watchdog only, before {@link #add}. Makes room for a worker with that number, so that nothing is made under the lock. */
  void makeRoom(int worker) {
    if (worker < lives.length) { return; }
    int[] moreSleepers = new int[worker + 1];
    Life[] moreLives = new Life[worker + 1];
    Arrays.fill(moreLives, Life.GONE);
    lock.lock();
    try {
      System.arraycopy(sleepers, 0, moreSleepers, 0, sleeping);
      System.arraycopy(lives, 0, moreLives, 0, lives.length);
      sleepers = moreSleepers;
      lives = moreLives;
    } finally {
      lock.unlock();
    }
  }

  /** The watchdog: one worker more, for which there is room. */
  void add(int worker) {
    lock.lock();
    try {
      require(worker, lives[worker] == Life.GONE);
      lives[worker] = Life.LENT;
      countWorkers(1);
    } finally {
      lock.unlock();
    }
  }

  /** The watchdog: there is no thread for the worker that was added. */
  void refuse(int worker) {
    lock.lock();
    try {
      require(worker, lives[worker] == Life.LENT || lives[worker] == Life.RETIRING);
      lives[worker] = Life.GONE;
      countWorkers(-1);
    } finally {
      lock.unlock();
    }
  }

  /** The thread that was asked for by {@link #add}, before it does anything as a worker. */
  void begin(int worker) {
    lock.lock();
    try {
      if (lives[worker] != Life.RETIRING) {
        require(worker, lives[worker] == Life.LENT);
        lives[worker] = Life.RUNNING;
      }
    } finally {
      lock.unlock();
    }
  }

  private void require(int worker, boolean right) {
    if (!right) {
      throw new IllegalStateException("worker " + worker + " is " + lives[worker] + ": a fault of async-runtime");
    }
  }

  /** Under the lock. That many awake workers more, or fewer. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only ever under the lock
  private void countWorkers(int more) {
    workers += more;
    count(more * AWAKE_ONE);
    checkBooks();
  }

  /** The watchdog: a spare worker is to leave. Whoever has its core must be told, by unparking it. */
  public void retire(int worker) {
    lock.lock();
    try {
      Life life = lives[worker];
      if (life == Life.GONE) { return; }
      if (isAsleep(life)) {
        takeOffTheStack(worker);
      } else if (life == Life.CALLED) {
        count(-SEARCHING_ONE); // the watchdog looks afterwards whether work waits
      }
      lives[worker] = Life.RETIRING;
      checkBooks();
    } finally {
      lock.unlock();
    }
  }

  /** Who has the core of a worker that is to leave, and has left nothing in it. Whether it was the last searcher, as in {@link #sleep}. */
  boolean leave(int worker, boolean searching) {
    boolean last;
    lock.lock();
    try {
      require(worker, lives[worker] == Life.RETIRING);
      int before = count(searching ? -SEARCHING_ONE : 0);
      last = searching && (before & SEARCHING_MASK) == 1;
      lives[worker] = Life.GONE;
      countWorkers(-1);
    } finally {
      lock.unlock();
    }
    return lastOfThem(last);
  }

  // ---- what is said of it ----

  /** Any thread. */
  public Life life(int worker) {
    lock.lock();
    try {
      return lives[worker];
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. */
  public boolean isAsleep(int worker) {
    return isAsleep(life(worker));
  }

  public static boolean isAsleep(Life life) {
    return life == Life.ASLEEP || life == Life.THREADLESS;
  }

  /** Any thread. Workers that do not sleep. */
  public int awake() {
    return word >>> 16;
  }

  /** Any thread. */
  public int searching() {
    return word & SEARCHING_MASK;
  }

  private boolean shouldWake() {
    int now = word;
    return (now & SEARCHING_MASK) == 0 && (now >>> 16) < workers;
  }

  /** Under the lock, after each change: a worker counted twice, or not at all, would one day leave everybody asleep. */
  private void checkBooks() {
    if (awake() + sleeping != workers) {
      throw new IllegalStateException(
          "of " + workers + " workers " + awake() + " are awake and " + sleeping + " asleep: a fault of async-runtime");
    }
  }

  /** Returns the word as it was. */
  private int count(int delta) {
    return (int) WORD.getAndAdd(this, delta);
  }
}
