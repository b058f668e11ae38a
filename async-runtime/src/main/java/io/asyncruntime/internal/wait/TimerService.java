package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.RuntimeRef;
import java.time.Duration;

/** What {@code io.asyncruntime.time} needs of a runtime. Any thread. */
public interface TimerService extends RuntimeRef {
  /** A timer of this runtime, not yet registered. */
  TimerHandle newTimer();

  /** Stops the clock. {@link IllegalStateException} on a multi-thread runtime, or when it stands still already. */
  void pauseClock();

  /** Lets the clock go on. {@link IllegalStateException} on a multi-thread runtime, or when it is running. */
  void resumeClock();

  /** Moves the clock that stands still by {@code step} when polled first, then yields. Errors as {@link #pauseClock()}. */
  Future<Void> advanceClock(Duration step);
}
