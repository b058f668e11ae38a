package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.Padded;

/** The count that thieves and the owner change, on a cache line of its own. */
abstract sealed class LocalQueueHead extends Padded permits LocalQueueTail {
  /** See {@link LocalQueue}. Written by the owner and by thieves, with CAS only. */
  long head;

  long between1, between2, between3, between4, between5, between6, between7, between8;
}
