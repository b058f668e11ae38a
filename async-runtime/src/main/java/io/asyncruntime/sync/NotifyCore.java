package io.asyncruntime.sync;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.Waiter;
import io.asyncruntime.internal.wait.WaiterList;
import io.asyncruntime.internal.wait.WakeBatch;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Notify} does: a state machine in one word with a queue behind it, after Tokio's {@code Notify}.
 *
 * <p>The word is a mode and the number of {@code notifyWaiters} calls so far (the round). A waiter remembers the round of
 * its creation; a later round has notified it.
 *
 * <pre>
 *   EMPTY   -> STORED    notifyOne: CAS
 *   STORED  -> STORED    notifyOne: a CAS all the same, which publishes what the caller did before
 *   STORED  -> EMPTY     a waiter takes the permit: CAS
 *   EMPTY   -> QUEUED    first waiter, under the lock
 *   QUEUED  -> QUEUED    notifyOne, under the lock: one waiter is chosen, others are left
 *   QUEUED  -> EMPTY     notifyOne, leave, under the lock: nobody is left; or notifyWaiters
 *   any     -> round+1   notifyWaiters, under the lock
 * </pre>
 *
 * <p>While QUEUED only the holder of the lock changes the word.
 */
class NotifyCore {
  /** How {@code notifyOne} chooses. */
  static final int OLDEST = 1;
  static final int NEWEST = 2;

  private static final int NOT_NOTIFIED = 0;
  private static final int WITH_ALL = 3;

  private static final long EMPTY = 0;
  private static final long QUEUED = 1;
  private static final long STORED = 2;
  private static final long MODE = 3;
  private static final int SHIFT = 2;
  private static final VarHandle WORD = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "word",
      VarHandle.class, NotifyCore.class, long.class);

  volatile long word = EMPTY;
  private final SpinLock lock = new SpinLock();
  private final WaiterList<NotifyWaiter> waiters = new WaiterList<>(); // guarded by lock

  /** Any thread. The number of {@code notifyWaiters} calls so far. */
  long round() {
    return word >>> SHIFT;
  }

  /** Any thread. */
  void notifyOne(int choice) {
    long seen = word;
    while ((seen & MODE) != QUEUED) {
      if (casWord(seen, seen & ~MODE | STORED)) { return; }
      seen = word;
    }
    notifyQueued(choice);
  }

  /** Any thread. */
  void notifyAllWaiters() {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      nextRound(); // first: who has seen one waiter notified must not get a Notified of the old round
      for (NotifyWaiter waiter = waiters.pollFirst(); waiter != null; waiter = waiters.pollFirst()) {
        wakers.add(waiter);
        waiter.notification = WITH_ALL; // the last write to it
      }
    } finally {
      lock.unlock();
    }
    wakers.wakeAll();
  }

  /** The owner of a waiter that was never queued. True if notified, false if queued now. */
  boolean takeOrQueue(NotifyWaiter waiter, long round, @Nullable Waker waker) {
    if (round() != round || takeStored()) { return true; }
    lock.lock();
    try {
      while (true) {
        long seen = word;
        if (seen >>> SHIFT != round || takeStored()) { return true; }
        if ((seen & MODE) != STORED && casWord(seen, seen & ~MODE | QUEUED)) { break; }
      }
      waiter.setWaker(waker);
      waiters.addLast(waiter);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The owner of a queued waiter. Whether it was notified; if not, {@code waker} is the one that will be called. */
  boolean isNotified(NotifyWaiter waiter, @Nullable Waker waker) {
    if (waiter.notification != NOT_NOTIFIED) { return true; }
    if (waker == null || waiter.isWokenBy(waker)) { return false; }
    lock.lock();
    try {
      if (waiter.notification != NOT_NOTIFIED) { return true; }
      waiter.setWaker(waker);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The owner of a queued waiter gives up. */
  void leave(NotifyWaiter waiter) {
    Waker next = null;
    lock.lock();
    try {
      int notification = waiter.notification;
      if (notification == NOT_NOTIFIED) {
        waiters.remove(waiter);
        noteWhetherQueued();
      } else if (notification != WITH_ALL) {
        next = choose(notification);
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.wake();
    }
  }

  /** Any thread, for messages. */
  String describe() {
    lock.lock();
    try {
      return ((word & MODE) == STORED ? "permit stored" : "no permit") + ", " + waiters.size() + " waiting";
    } finally {
      lock.unlock();
    }
  }

  private void notifyQueued(int choice) {
    Waker chosen;
    lock.lock();
    try {
      chosen = choose(choice);
    } finally {
      lock.unlock();
    }
    if (chosen != null) {
      chosen.wake();
    }
  }

  /** Under the lock. Notifies one waiter and gives its waker; without a waiter, stores the permit. */
  private @Nullable Waker choose(int choice) {
    NotifyWaiter waiter = choice == OLDEST ? waiters.pollFirst() : waiters.pollLast();
    if (waiter == null) {
      store();
      return null;
    }
    noteWhetherQueued();
    Waker waker = waiter.takeWaker();
    waiter.notification = choice; // the last write to it: its owner may go on without the lock
    return waker;
  }

  /** Any thread, nobody being queued. */
  private void store() {
    long seen = word;
    while (!casWord(seen, seen & ~MODE | STORED)) {
      seen = word;
    }
  }

  private boolean takeStored() {
    for (long seen = word; (seen & MODE) == STORED; seen = word) {
      if (casWord(seen, seen & ~MODE)) { return true; }
    }
    return false;
  }

  /** Under the lock, in mode QUEUED. */
  private void noteWhetherQueued() {
    if (waiters.isEmpty()) {
      word &= ~MODE;
    }
  }

  /** Under the lock, before the queue is emptied. */
  private void nextRound() {
    long seen = word;
    while (!casWord(seen, ((seen >>> SHIFT) + 1) << SHIFT | ((seen & MODE) == STORED ? STORED : EMPTY))) {
      seen = word;
    }
  }

  /** One transition. A model check overrides it with a fault. */
  boolean casWord(long expected, long next) {
    return WORD.compareAndSet(this, expected, next);
  }

  /** A place in the queue. Used once. */
  static final class NotifyWaiter extends Waiter {
    private volatile int notification = NOT_NOTIFIED; // written under the lock, read by the owner without it
  }
}
