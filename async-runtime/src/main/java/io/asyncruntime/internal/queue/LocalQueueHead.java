package io.asyncruntime.internal.queue;

/** The count that thieves and the owner change, on a cache line of its own: superclass fields come first in an object. */
abstract sealed class LocalQueueHead permits LocalQueueTail {
  /** See {@link LocalQueue}. Written by the owner and by thieves, with CAS only. */
  long head;

  long pad1;
  long pad2;
  long pad3;
  long pad4;
  long pad5;
  long pad6;
  long pad7;
}
