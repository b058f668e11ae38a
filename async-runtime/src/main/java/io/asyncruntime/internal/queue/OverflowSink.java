package io.asyncruntime.internal.queue;

/** Where a full {@link LocalQueue} spills. Called by the owner of the queue. */
public interface OverflowSink<E> {
  /** Takes one element. */
  void push(E element);

  /** Takes {@code count} elements, oldest first, from the start of {@code batch}; keeps no reference to the array. */
  void pushBatch(Object[] batch, int count);
}
