package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;

/**
 * The cooperative budget: a task that finds everything it waits for ready still gives way after so many steps (Tokio's
 * {@code coop}). Called by the poller, about its own thread.
 */
public final class Coop {
  /** Steps that one poll of a task may make. */
  public static final int BUDGET = 128;

  private Coop() {}

  /**
   * Takes one unit. False when there is none left: the caller must return Pending, and its wake-up is arranged.
   *
   * <p>Call it before the operation, and {@link #refund()} when the operation was Pending anyway.
   */
  public static boolean proceed(Context cx) {
    return proceed(cx, Ambient.current());
  }

  /** The same, of a poller that has looked up its place already. */
  public static boolean proceed(Context cx, Ambient here) {
    int left = here.budget;
    if (left > 0) {
      here.budget = left - 1;
      return true;
    }
    return left == Ambient.UNCONSTRAINED || forceYield(here, cx.waker());
  }

  /**
   * Gives back the unit that {@link #proceed} took, because the operation made no progress. Not in a poll that was made to yield
   * meanwhile: that is over, whatever becomes of its units.
   */
  public static void refund() {
    Ambient here = Ambient.current();
    if (here.budget >= 0) {
      here.budget++;
    }
  }

  /** Whether the next {@link #proceed} will be granted. */
  public static boolean hasBudgetLeft() {
    return !Ambient.current().isBudgetSpent();
  }

  /** Wakes {@code waker} once the loop of this thread has run its ready tasks; at once where there is no loop. */
  public static void deferWake(Waker waker) {
    deferWake(Ambient.current(), waker);
  }

  /** Counts the poll once, however many of its branches come here; each has a waker of its own. Always false. */
  private static boolean forceYield(Ambient here, Waker waker) {
    if (here.budget != Ambient.YIELDED && here.driver instanceof WakeDeferrer loop) {
      loop.countForcedYield();
    }
    here.budget = Ambient.YIELDED;
    deferWake(here, waker);
    return false;
  }

  private static void deferWake(Ambient here, Waker waker) {
    if (here.driver instanceof WakeDeferrer loop) {
      loop.defer(waker);
    } else {
      waker.wake();
    }
  }
}
