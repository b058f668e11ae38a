package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.Padded;

/** The count that thieves and the owner change, on a cache line of its own. */
abstract sealed class LocalQueueHead extends Padded permits LocalQueueTail {
  /** See {@link LocalQueue}. Written by the owner and by thieves, with CAS only. */
  long head;

  long between1;
  long between2;
  long between3;
  long between4;
  long between5;
  long between6;
  long between7;
  long between8;
}
