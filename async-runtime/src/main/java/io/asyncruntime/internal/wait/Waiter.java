package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import org.jspecify.annotations.Nullable;

/**
 * One place in a {@link WaiterList}: the links of the list are in the waiter itself, so that queueing allocates nothing
 * more and leaving takes constant time.
 *
 * <p>All fields are guarded by the lock that guards the list, with one exception: the poller that owns the waiter may
 * ask {@link #isWokenBy} without it, because it alone ever puts a waker in.
 */
public abstract class Waiter {
  @Nullable Waiter next;
  @Nullable Waiter previous;
  boolean queued;
  private @Nullable Waker waker;

  /** A waiter that is in no list. */
  protected Waiter() {
  }

  /** Under the lock. Whether this waiter is in a list. */
  public final boolean isQueued() { return queued; }

  /** The owner, under the lock. Whom to wake from now on; null for a waiter that is polled later. */
  public final void setWaker(@Nullable Waker latest) {
    waker = latest;
  }

  /** Under the lock, or who has taken the waiter out for good. The waker, which the waiter then forgets. */
  public final @Nullable Waker takeWaker() {
    Waker taken = waker;
    waker = null;
    return taken;
  }

  /**
   * The owner, without the lock. True means that {@code latest} is registered, or that it was and has been taken by a
   * signaller, which wakes it: in both cases a pending poll needs nothing more. False means: look again under the lock.
   */
  public final boolean isWokenBy(Waker latest) {
    return waker == latest;
  }
}
