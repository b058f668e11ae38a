package io.asyncruntime.internal.queue;

/** The count that only the owner of a {@link LocalQueue} changes. */
abstract sealed class LocalQueueTail extends LocalQueueHead permits LocalQueue {
  /** How many elements were ever pushed, wrapping. Written by the owner with release, read by it plainly. */
  int tail;
}
