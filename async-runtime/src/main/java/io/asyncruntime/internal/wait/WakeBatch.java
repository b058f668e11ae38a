package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Failures;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Wakers that were collected under a lock, to be called after it. One thread uses a batch; a batch of one waker allocates
 * no array.
 */
public final class WakeBatch {
  private static final int FIRST_ARRAY = 8;
  private static final Waker[] NONE = {};

  private @Nullable Waker first;
  private Waker[] others = NONE;
  private int otherCount;

  /** An empty batch. */
  public WakeBatch() {
  }

  /** Keeps the waker of a waiter, if it has one. */
  public void add(@Nullable Waker waker) {
    if (waker == null) { return; }
    if (first == null) {
      first = waker;
    } else {
      addOther(waker);
    }
  }

  /**
   * Calls all wakers in the order in which they were added. One that throws does not keep the others from being called;
   * the first throwable is then thrown, with the rest suppressed.
   */
  public void wakeAll() {
    if (otherCount == 0) {
      if (first != null) {
        first.wake();
      }
      return;
    }
    Throwable failure = tryWake(first, null);
    for (int i = 0; i < otherCount; i++) {
      failure = tryWake(others[i], failure);
    }
    if (failure != null) { throw Failures.<RuntimeException>sneaky(failure); }
  }

  private void addOther(Waker waker) {
    if (otherCount == others.length) {
      others = Arrays.copyOf(others, Math.max(FIRST_ARRAY, otherCount * 2));
    }
    others[otherCount++] = waker;
  }

  private static @Nullable Throwable tryWake(@Nullable Waker waker, @Nullable Throwable failure) {
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
