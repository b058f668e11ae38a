package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.SpinLock;

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

  /** Any thread, after it has changed the condition. Runs foreign code: not under a lock. */
  public void wakeAll() {
    WakeBatch wakers = new WakeBatch();
    takeAll(wakers);
    wakers.wakeAll();
  }

  /** As {@link #wakeAll}, for those who call the wakers later. */
  public void takeAll(WakeBatch wakers) {
    if (!occupied) { return; }
    lock.lock();
    try {
      for (Waiter waiter = waiters.pollFirst(); waiter != null; waiter = waiters.pollFirst()) {
        wakers.add(waiter.takeWaker());
      }
      occupied = false;
    } finally {
      lock.unlock();
    }
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
