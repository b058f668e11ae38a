package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.util.SpinLock;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a condition to change, all of which are woken when it does; they look for themselves whether it is
 * true now. A queue in the order of arrival.
 *
 * <p>No wake-up is lost if a poller registers <em>before</em> it looks at the condition for the last time, and whoever
 * changes the condition calls {@link #wakeAll} <em>after</em> that. Both write, then read what the other writes:
 * {@code occupied} is volatile, and the condition must be volatile too, or guarded by a lock of its own.
 */
public final class WaitQueue {
  private final SpinLock lock = new SpinLock();
  private final WaiterList<Waiter> waiters = new WaiterList<>(); // guarded by lock
  private volatile boolean occupied; // written under lock; false means that nobody is registered

  /** An empty queue. */
  public WaitQueue() {
  }

  /** The poller that owns the waiter. Queues it if it is not in the queue; {@code waker} is its waker from now on. */
  public void register(Waiter waiter, Waker waker) {
    lock.lock();
    try {
      waiter.setWaker(waker);
      if (!waiter.isQueued()) {
        waiters.addLast(waiter);
        occupied = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The owner of the waiter. Takes it out if it is in the queue. */
  public void unregister(Waiter waiter) {
    lock.lock();
    try {
      waiter.takeWaker();
      waiters.remove(waiter);
      occupied = !waiters.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Any thread, after it has changed the condition. Runs foreign code: not under a lock. They are taken out one by one, for they may
   * come back at once; those that came meanwhile are left, but for as many as others have taken.
   */
  public void wakeAll() {
    if (!occupied) { return; }
    Waker waker;
    int left;
    lock.lock();
    try {
      waker = takeFirst();
      left = waiters.size();
    } finally {
      lock.unlock();
    }
    if (left == 0 && waker != null) {
      waker.wake();
    } else {
      wakeRest(waker, left);
    }
  }

  private void wakeRest(@Nullable Waker first, int rest) {
    Throwable failure = WakeBatch.tryWake(first, null);
    for (int left = rest; left > 0; left--) {
      failure = WakeBatch.tryWake(take(), failure);
    }
    if (failure != null) { throw Failures.<RuntimeException>sneaky(failure); }
  }

  private @Nullable Waker take() {
    lock.lock();
    try {
      return takeFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private @Nullable Waker takeFirst() {
    Waiter waiter = waiters.pollFirst();
    occupied = !waiters.isEmpty();
    return waiter == null ? null : waiter.takeWaker();
  }

  /** How many wait now. */
  public int size() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }
}
