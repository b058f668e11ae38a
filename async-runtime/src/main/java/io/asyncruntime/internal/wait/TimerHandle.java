package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;

/**
 * One timer of a runtime. Polled, reset and cancelled by its owner, one thread at a time; the timer driver fires it from
 * another.
 */
public interface TimerHandle {
  /**
   * True when {@code deadlineNanos} of the runtime's clock is reached; else registers (or moves) the timer and remembers
   * the waker. {@link IllegalStateException} once the runtime is shut down, but in the poll of a task, which is dropped then.
   */
  boolean poll(Context cx, long deadlineNanos);

  /**
   * As {@link #poll} of a timer that was not polled before, without a look at the clock: for a deadline known to lie ahead,
   * which spares a reading. Should it be reached all the same, the timer fires when the runtime next looks.
   */
  void register(Context cx, long deadlineNanos);

  /**
   * Gives a registered timer another deadline and leaves it its waker, which is woken now if that deadline is reached.
   * Without effect on a timer that is not registered or has fired: the next poll says what it waits for.
   */
  void move(long deadlineNanos);

  /** Takes the timer out; it wakes nobody any more. Idempotent; a later poll registers it again. */
  void cancel();
}
