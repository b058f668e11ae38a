package io.asyncruntime.sync;

import io.asyncruntime.internal.util.Padded;

/** What senders change in an {@link MpscQueue}, away from what the receiver changes. */
abstract sealed class MpscQueueTail<T> extends Padded permits MpscQueueHead {
  /** See {@link MpscQueue}. Written by senders and by whoever closes, atomically. */
  volatile long tail;

  /** Where senders begin to look for their place. Never a chunk behind the one with the next place to claim. Written by senders, by CAS. */
  volatile MpscChunk<T> tailChunk;

  long between1, between2, between3, between4, between5, between6, between7, between8;

  MpscQueueTail(MpscChunk<T> first) {
    tailChunk = first;
  }
}
