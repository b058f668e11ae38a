package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.util.Clock;
import java.util.function.BooleanSupplier;

/**
 * Whether, and for how long, a thread that has found nothing stays awake before it sleeps. Its owner's only.
 *
 * <p>To sleep and be woken costs a thread, and whoever wakes it, some 10 to 50 microseconds. One that stays awake for about as
 * long before it sleeps is never more than twice as dear as one that knew the future (Karlin, Li, Manasse, Owicki: Empirical
 * studies of competitive spinning, 1991). Where that has not paid lately it is only tried now and then, so that a runtime whose
 * work comes seldom sleeps at once.
 */
final class IdleSpin {
  private static final int LOOKS_PER_CLOCK_READING = 16;
  private static final int MOST_TRUST = 8;
  private static final int PROBE_EVERY = 32;

  private final long limitNanos;

  /** How many failures in a row it takes until spinning is only probed. */
  private int trust = MOST_TRUST;

  private int declined;

  /** One that looks for about {@code limitNanos} at the most. */
  IdleSpin(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /** Looks for work until there is some or the time is up. Whether there is some. */
  boolean until(BooleanSupplier work) {
    return until(work, () -> true);
  }

  /** As {@link #until(BooleanSupplier)}; ends without having failed, too, once it may not go on. */
  boolean until(BooleanSupplier work, BooleanSupplier mayGoOn) {
    if (trust == 0 && ++declined % PROBE_EVERY != 0) { return false; }
    long deadline = Clock.realNanos() + limitNanos;
    while (mayGoOn.getAsBoolean()) {
      if (isFound(work)) {
        trust = Math.min(MOST_TRUST, trust + 2);
        return true;
      }
      if (Clock.realNanos() >= deadline) {
        trust = Math.max(0, trust - 1);
        return false;
      }
    }
    return false;
  }

  private static boolean isFound(BooleanSupplier work) {
    for (int i = 0; i < LOOKS_PER_CLOCK_READING; i++) {
      if (work.getAsBoolean()) { return true; }
      Thread.onSpinWait();
    }
    return false;
  }
}
