package io.asyncruntime.internal.ambient;

/** A deadline, as far as this package may know it: one made by {@code io.asyncruntime.time}. Immutable; any thread. */
public interface DeadlineRef {
  /** Whether the clock it goes by has reached it. Reads that clock. */
  boolean hasPassed();

  /** The failure of {@code what}, which was not begun because this has passed. */
  RuntimeException elapsed(String what);
}
