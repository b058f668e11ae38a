package io.asyncruntime.sync;

import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/** Room for a number of values that is known before: an array of JCTools, which claims a place by a CAS. */
final class MpscArray<T> extends MpscVarHandleArrayQueue<T> implements MpscValues<T> {
  /** For at least so many, and at least 2. */
  MpscArray(int capacity) {
    super(capacity);
  }

  @Override
  public void put(T value) {
    offer(value);
  }
}
