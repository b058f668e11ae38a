package io.asyncruntime.internal.queue;

import org.jspecify.annotations.Nullable;

/** What only the owner of a {@link LocalQueue} changes, and what does not change. */
abstract sealed class LocalQueueTail extends LocalQueueHead permits LocalQueue {
  /** How many elements were ever pushed, wrapping. Written by the owner with release, read by it plainly. */
  int tail;

  final int mask;

  /**
   * Slots in [real, tail) hold elements. Written by the owner, and by a thief of another queue that this one's owner is. Replaced by
   * the owner while nothing is queued and no thief copies; who finds something queued later has seen the tail that was released
   * after it, and so the new one.
   */
  @Nullable Object[] buffer;

  /** See {@link LocalQueue#renewWhenEmpty}. The owner's. */
  boolean renewalDue;

  LocalQueueTail(int capacity) {
    mask = capacity - 1;
    buffer = new Object[capacity];
  }
}
