package io.asyncruntime.sync;

/** What the receiver changes in an {@link MpscQueue}. */
abstract sealed class MpscQueueHead<T> extends MpscQueueTail<T> permits MpscQueue {
  /** How many values were taken. Written by the receiver with release, read by it plainly. */
  long head;

  /** The chunk of the place {@code head}, or the one before it when that was the last of a chunk. Written by the receiver. */
  volatile MpscChunk<T> headChunk;

  MpscQueueHead(MpscChunk<T> first) {
    super(first);
    headChunk = first;
  }
}
