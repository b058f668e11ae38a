package io.asyncruntime.sync;

import org.jspecify.annotations.Nullable;

/**
 * The values in an {@link Mpsc}: many put, one takes, first in first out.
 *
 * <p>Whoever takes finds what a sender has put, <em>or</em> that sender sees, after its {@code put}, what he wrote before he looked: so
 * one of the two learns of the other when the receiver says that it waits and looks for the last time. Putting claims a place by an
 * atomic step, which is a full fence, and a taker that finds a place claimed waits for the value, which is a store away.
 */
interface MpscValues<T> {
  /** Any thread that knows of room for the value. */
  void put(T value);

  /** The receiver. The oldest value, or null. */
  @Nullable
  T poll();

  /** Any thread. Whether no place is claimed of which the value was not taken. */
  boolean isEmpty();

  /** Any thread. How many values there are, roughly while others put and take. */
  int size();
}
