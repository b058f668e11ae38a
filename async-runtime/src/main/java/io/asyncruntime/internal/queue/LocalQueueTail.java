package io.asyncruntime.internal.queue;

import org.jspecify.annotations.Nullable;

/** What only the owner of a {@link LocalQueue} changes, and what does not change. */
abstract sealed class LocalQueueTail extends LocalQueueHead permits LocalQueue {
  /** How many elements were ever pushed, wrapping. Written by the owner with release, read by it plainly. */
  int tail;

  final int mask;

  /** Slots in [real, tail) hold elements. Written by the owner, and by a thief of another queue that this one's owner is. */
  final @Nullable Object[] buffer;

  LocalQueueTail(int capacity) {
    mask = capacity - 1;
    buffer = new Object[capacity];
  }
}
