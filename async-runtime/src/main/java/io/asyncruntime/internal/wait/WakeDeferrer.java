package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;

/** A scheduler loop that can hold back a wake until its ready tasks had their turn. Called on the loop's thread only. */
public interface WakeDeferrer {
  /** Wakes {@code waker} after the loop ran out of ready tasks or had its turn at the timers. */
  void defer(Waker waker);

  /** Counts a poll that was made to yield because its budget was used up. Once a poll. */
  void countForcedYield();
}
