package io.asyncruntime.sync;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.Convoys;
import io.asyncruntime.internal.wait.Waiter;
import io.asyncruntime.internal.wait.WaiterList;
import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.task.TaskId;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a {@link Mutex}: a state machine in one word, and the queue of those who wait.
 *
 * <p>The word is the number of the current (or latest) turn and two flags. Turns are numbered from 1, so the number also
 * counts acquisitions, and a guard is open exactly while the word is locked and shows its number.
 *
 * <pre>
 *   FREE(n)            -> LOCKED(n+1)             locker: CAS; the whole uncontended path
 *   LOCKED(n)          -> FREE(n)                 holder of turn n: CAS
 *   LOCKED(n)          -> LOCKED|QUEUED(n)        first waiter, under the queue's lock: CAS
 *   LOCKED|QUEUED(n)   -> LOCKED|QUEUED(n+1)      holder, under the queue's lock: hands the lock to the first waiter
 *   LOCKED|QUEUED(n)   -> LOCKED(n+1)             the same, when nobody is left in the queue
 *   LOCKED|QUEUED(n)   -> LOCKED(n)               the last waiter gives up, under the queue's lock
 * </pre>
 *
 * <p>While QUEUED is set only whoever holds the queue's lock changes the word: lockers need FREE, and a holder's CAS needs
 * the flag clear. That is why a hand-over is a plain volatile store, and why nobody can slip in before the queue. The CAS of
 * a locker acquires what the holder's CAS released; to a waiter the lock is handed by a volatile write of its turn.
 */
class MutexCore implements MutexMetrics {
  /** In place of a turn: the lock is someone else's. */
  static final long NOT_YET = 0;

  static final long LOCKED = 1;
  static final long QUEUED = 2;
  private static final int SHIFT = 2;
  private static final long ONE_TURN = 1L << SHIFT;
  private static final VarHandle WORD = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "word",
      VarHandle.class, MutexCore.class, long.class);

  volatile long word;
  private final SpinLock queueLock = new SpinLock();
  private final WaiterList<LockWaiter> waiters = new WaiterList<>(); // guarded by queueLock
  private final LockFigures figures;

  /**
   * The task of the current turn, or {@link Convoys#NOBODY}. Plain: written by whoever has just got the lock, or hands it over; a waiter,
   * under the queue's lock, may read the one before, of which {@link Convoys} makes nothing.
   */
  private long holder;

  MutexCore(LockFigures figures) {
    this.figures = figures;
  }

  LockFigures figures() {
    return figures;
  }

  /** Any thread. The turn, if the mutex was free. */
  long tryLock() {
    return tryLock(Convoys.NOBODY);
  }

  /** The same for that task. */
  long tryLock(long task) {
    for (long seen = word; (seen & LOCKED) == 0; seen = word) {
      if (casWord(seen, seen + ONE_TURN | LOCKED)) {
        long turn = (seen >>> SHIFT) + 1;
        holder = task;
        figures.holdBegins(turn);
        return turn;
      }
    }
    return NOT_YET;
  }

  /** A poller, once a waiter. The turn, if the mutex was free; else the waiter is queued. */
  long lockOrQueue(LockWaiter waiter, Waker waker) {
    long waitedFor;
    boolean isNew;
    queueLock.lock();
    try {
      while (!markQueued()) {
        long turn = tryLock(waiter.task);
        if (turn != NOT_YET) { return turn; }
      }
      waiter.setWaker(waker);
      waiters.addLast(waiter);
      figures.waitBegins(waiter);
      waitedFor = holder;
      isNew = Convoys.holds(waitedFor);
    } finally {
      queueLock.unlock();
    }
    if (isNew) {
      Convoys.expedite(waitedFor);
    }
    return NOT_YET;
  }

  /** The poller of a queued waiter. Its turn, or NOT_YET: then {@code waker} is the one that will be called. */
  long turnOf(LockWaiter waiter, Waker waker) {
    long turn = waiter.turn;
    if (turn != NOT_YET || waiter.isWokenBy(waker)) { return turn; }
    queueLock.lock();
    try {
      if (waiter.turn == NOT_YET) {
        waiter.setWaker(waker);
      }
      return waiter.turn;
    } finally {
      queueLock.unlock();
    }
  }

  /** The owner of a queued waiter gives up. If the lock was handed to it already, the next one gets it. */
  void cancel(LockWaiter waiter) {
    queueLock.lock();
    try {
      if (waiter.turn == NOT_YET) {
        leave(waiter);
        return;
      }
      figures.handedInVain();
    } finally {
      queueLock.unlock();
    }
    unlock(waiter.turn);
  }

  /** Any thread. Ends that turn; does nothing if it has ended before. */
  void unlock(long turn) {
    long held = turn << SHIFT | LOCKED;
    long seen = word;
    if ((seen & ~QUEUED) != held) { return; }
    figures.holdEnds();
    if (seen != held || !casWord(held, held & ~LOCKED)) {
      handOver(held);
    }
  }

  /** Any thread. Whether that turn has not ended. */
  boolean isTurn(long turn) {
    return (word & ~QUEUED) == (turn << SHIFT | LOCKED);
  }

  private void handOver(long held) {
    Waker waker = null;
    queueLock.lock();
    try {
      long seen = word;
      if (seen == held) {
        casWord(held, held & ~LOCKED); // the queue has run empty meanwhile; fails only if the guard is closed twice
      } else if (seen == (held | QUEUED)) {
        waker = passToFirst(seen);
      }
    } finally {
      queueLock.unlock();
    }
    if (waker != null) {
      waker.wake();
    }
  }

  /** Under the queue's lock, with QUEUED set. */
  private @Nullable Waker passToFirst(long seen) {
    LockWaiter next = waiters.pollFirst();
    if (next == null) { throw new IllegalStateException("a mutex says that its empty queue is not empty"); }
    long turn = (seen >>> SHIFT) + 1;
    Convoys.holdsNoLonger(holder);
    holder = next.task;
    if (!waiters.isEmpty()) {
      Convoys.isHanded(next.task);
    }
    word = turn << SHIFT | LOCKED | (waiters.isEmpty() ? 0 : QUEUED);
    figures.handedOver(next, turn);
    Waker waker = next.takeWaker();
    next.turn = turn; // the last write to it: its owner may go on without the lock
    return waker;
  }

  /** Under the queue's lock. */
  private void leave(LockWaiter waiter) {
    waiters.remove(waiter);
    figures.waitEnds(waiter);
    if (waiters.isEmpty()) {
      Convoys.holdsNoLonger(holder);
      word &= ~QUEUED;
    }
  }

  /** Under the queue's lock. Sets QUEUED, unless the mutex is free. */
  boolean markQueued() { // a model check overrides it with a fault
    long seen = word;
    return (seen & LOCKED) != 0 && casWord(seen, seen | QUEUED);
  }

  private boolean casWord(long expected, long next) {
    return WORD.compareAndSet(this, expected, next);
  }

  @Override
  public String name() {
    return figures.name();
  }

  @Override
  public long acquisitions() {
    return (word >>> SHIFT) - read(figures::handOversInVain);
  }

  @Override
  public long contended() {
    return read(figures::contended);
  }

  @Override
  public int waiting() {
    return (int) read(waiters::size);
  }

  @Override
  public boolean locked() {
    return (word & LOCKED) != 0;
  }

  @Override
  public Duration totalWait() {
    return Duration.ofNanos(read(figures::totalWait));
  }

  @Override
  public Duration maxWait() {
    return Duration.ofNanos(read(figures::maxWait));
  }

  @Override
  public Duration totalHold() {
    return Duration.ofNanos(read(figures::totalHold));
  }

  @Override
  public Duration maxHold() {
    return Duration.ofNanos(read(figures::maxHold));
  }

  @Override
  public Duration heldFor() {
    return Duration.ofNanos(read(figures::heldFor));
  }

  @Override
  public Optional<TaskId> holder() {
    long task = holderNow();
    return task == Convoys.NOBODY ? Optional.empty() : Optional.of(new TaskId(task));
  }

  @Override
  public Optional<String> heldAcross() {
    return Optional.ofNullable(Convoys.lineOf(holderNow()));
  }

  /** A glance: it may be the holder of a moment ago. */
  private long holderNow() {
    return locked() ? read(() -> holder) : Convoys.NOBODY;
  }

  /** Any thread. What the queue's lock guards is exact, a hold figure may be a turn old. */
  private long read(LongSupplier figure) {
    queueLock.lock();
    try {
      return figure.getAsLong();
    } finally {
      queueLock.unlock();
    }
  }

  @Override
  public String toString() {
    return figures.describe(this);
  }

  /** A place in the queue of a mutex. Used once. */
  static final class LockWaiter extends Waiter {
    /** Of no task. */
    LockWaiter() {
      this(Convoys.NOBODY);
    }

    /** Of that task. */
    LockWaiter(long task) {
      this.task = task;
    }

    long since = LockFigures.UNTIMED; // guarded by the queue's lock, as is the next
    long weight;
    private final long task;
    private volatile long turn; // NOT_YET at first, without a fence; written under the queue's lock, read by the owner without it
  }
}
