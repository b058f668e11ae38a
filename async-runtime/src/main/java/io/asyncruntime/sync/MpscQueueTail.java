package io.asyncruntime.sync;

import io.asyncruntime.internal.util.Padded;

/** What senders change in an {@link MpscQueue}, away from what the receiver changes. */
abstract sealed class MpscQueueTail<T> extends Padded permits MpscQueueHead {
  /** See {@link MpscQueue}. Written by senders and by whoever closes, atomically. */
  volatile long tail;

  /** Where senders begin to look for their place. Never a chunk behind the one with the next place to claim. Written by senders, by CAS. */
  volatile MpscChunk<T> tailChunk;

  long between1;
  long between2;
  long between3;
  long between4;
  long between5;
  long between6;
  long between7;
  long between8;

  MpscQueueTail(MpscChunk<T> first) {
    tailChunk = first;
  }
}
