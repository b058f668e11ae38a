package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.util.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a queue is not merely long for a moment, but does not get shorter: it has not been empty for an interval. From then until it is
 * empty again the newest has its turn first, and what has waited for longer than a target is refused. Serving the oldest first would
 * serve those who have given up, and nobody in time.
 *
 * <p>Adaptive LIFO and the use of CoDel for queues of requests are Facebook's (Maurer, "Fail at Scale", ACM Queue 2015); CoDel, and the
 * ratio of 20 between its interval and its target, are of Nichols and Jacobson ("Controlling Queue Delay", ACM Queue 2012).
 *
 * <p>Not thread-safe: guarded by the lock of the queue.
 */
final class ControlledDelay {
  private static final int INTERVAL_IN_TARGETS = 20;

  private final long targetNanos;
  private final long intervalNanos;
  private final LongSupplier nanos;
  private long emptyNanos;

  /** {@code target} is longer than zero. */
  ControlledDelay(Duration target, LongSupplier nanos) {
    this.targetNanos = Clock.saturatedNanos(target);
    this.intervalNanos =
        targetNanos > Long.MAX_VALUE / INTERVAL_IN_TARGETS ? Long.MAX_VALUE : targetNanos * INTERVAL_IN_TARGETS;
    this.nanos = nanos;
    this.emptyNanos = nanos.getAsLong();
  }

  /** The queue is empty now. */
  void empty() {
    emptyNanos = nanos.getAsLong();
  }

  /** Whether it has not been empty for an interval. */
  boolean isOverload() {
    return nanos.getAsLong() - emptyNanos > intervalNanos;
  }

  /** Whether something that has waited since then is refused in an overload. */
  boolean isStale(long sinceNanos) {
    return nanos.getAsLong() - sinceNanos > targetNanos;
  }
}
