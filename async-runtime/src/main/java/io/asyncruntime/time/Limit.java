package io.asyncruntime.time;

import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.util.Clock;
import org.jspecify.annotations.Nullable;

/** A moment of a clock, as what is in force carries it. */
record Limit(long nanos, Clock clock) implements DeadlineRef {
  /** This, or {@code other} if that comes first. Readings of two clocks cannot be compared, but what is left can. */
  DeadlineRef notAfter(@Nullable DeadlineRef other) {
    if (!(other instanceof Limit before)) { return this; }
    boolean otherFirst = before.clock == clock ? before.nanos <= nanos : before.left() <= left();
    return otherFirst ? before : this;
  }

  /** Nanoseconds until then; 0 or less once it has passed. */
  long left() {
    return nanos - clock.nanos();
  }

  @Override
  public boolean hasPassed() {
    return left() <= 0;
  }

  @Override
  public RuntimeException elapsed(String what) {
    return new ElapsedException(what + " was not begun: the deadline of its task has passed");
  }
}
