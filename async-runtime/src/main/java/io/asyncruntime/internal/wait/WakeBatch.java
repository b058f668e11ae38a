package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Waiters whose wakers are to be called after the lock under which they were taken out of their list. They are linked through
 * themselves, so that nothing is asked for under the lock: a lack of memory there would leave those without a wake-up that were
 * taken out already. Hence they must not be queued a second time. One thread uses a batch.
 */
public final class WakeBatch {
  private @Nullable Waiter first;
  private @Nullable Waiter last;

  /** An empty batch. */
  public WakeBatch() {
  }

  /** Under the lock. Keeps a waiter that was just taken out of its list, for good. */
  public void add(Waiter waiter) {
    Waiter before = last;
    if (before == null) {
      first = waiter;
    } else {
      before.next = waiter;
    }
    last = waiter;
  }

  /**
   * Not under the lock. Calls the wakers in the order in which they were added. One that throws does not keep the others from being
   * called; the first throwable is then thrown, with the rest suppressed.
   */
  public void wakeAll() {
    Throwable failure = null;
    for (Waiter waiter = first; waiter != null; waiter = takeFirst(waiter)) {
      failure = tryWake(waiter.takeWaker(), failure);
    }
    if (failure != null) { throw Failures.<RuntimeException>sneaky(failure); }
  }

  /** Lets go of the first, which was woken. The next. */
  private @Nullable Waiter takeFirst(Waiter woken) {
    first = woken.next;
    woken.next = null;
    return first;
  }

  /** What it throws goes with {@code failure}; and the first of all is given back. */
  static @Nullable Throwable tryWake(@Nullable Waker waker, @Nullable Throwable failure) {
    try {
      if (waker != null) {
        waker.wake();
      }
      return failure;
    } catch (Throwable thrown) {
      return Failures.combine(failure, thrown);
    }
  }
}
