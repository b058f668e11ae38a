package io.asyncruntime.internal.wait;

import org.jspecify.annotations.Nullable;

/**
 * Waiters in the order in which they came; any of them can leave in constant time.
 *
 * <p>A doubly linked list through the waiters. It is not thread-safe: whoever owns the list guards it, and its waiters,
 * by one {@link io.asyncruntime.internal.util.SpinLock}. Wakers are foreign code; take the waiters out under the lock and call
 * their wakers after it ({@link WakeBatch}).
 *
 * @param <W> type of the waiters
 */
public final class WaiterList<W extends Waiter> {
  private @Nullable W first;
  private @Nullable W last;
  private int size;

  /** An empty list. */
  public WaiterList() {
  }

  /** Whether nobody waits. */
  public boolean isEmpty() { return first == null; }

  /** How many wait. */
  public int size() {
    return size;
  }

  /** The waiter that came first, which stays in the list. */
  public @Nullable W peekFirst() {
    return first;
  }

  /** Queues a waiter that is in no list. */
  public void addLast(W waiter) {
    W before = last;
    waiter.previous = before;
    waiter.queued = true;
    if (before == null) {
      first = waiter;
    } else {
      before.next = waiter;
    }
    last = waiter;
    size++;
  }

  /** Takes out the waiter that came first. */
  public @Nullable W pollFirst() {
    W head = first;
    if (head != null) {
      remove(head);
    }
    return head;
  }

  /** Takes out the waiter that came last. */
  public @Nullable W pollLast() {
    W tail = last;
    if (tail != null) {
      remove(tail);
    }
    return tail;
  }

  /** Takes {@code waiter} out, wherever it stands. False, and nothing happens, when it is in no list. */
  @SuppressWarnings("unchecked") // the neighbours came in through addLast
  public boolean remove(W waiter) {
    if (!waiter.queued) { return false; }
    W before = (W) waiter.previous;
    W after = (W) waiter.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    detach(waiter);
    return true;
  }

  private void detach(W waiter) {
    waiter.next = null;
    waiter.previous = null;
    waiter.queued = false;
    size--;
  }
}
