package io.asyncruntime.sync;

import java.lang.invoke.VarHandle;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * A queue of any length for values that many put and one takes, of which a sender may say: whoever looks for a value after my
 * {@link #offer} finds it, <em>or</em> I see what he wrote before he looked. JCTools promises that where an offer claims its place by
 * a CAS, since a taker that finds a place claimed waits for the value. A chunk that is full it replaces with release stores only;
 * there this class adds the fence. A chunk that the taker keeps from filling up is used again and again.
 *
 * <p>The count of chunks is plain. Whoever replaces one has the queue for himself meanwhile and sees his own write; others may take
 * his for theirs, and pass a fence too many.
 */
final class GrowingQueue<T> extends MpscUnboundedVarHandleArrayQueue<T> {
  /** Written by the sender that replaces a chunk; JCTools lets in one at a time, and orders one after the other. */
  private int chunks = 1;

  /** With chunks of that many places: a power of two, and at least 2. */
  GrowingQueue(int chunk) {
    super(chunk);
  }

  /** Any thread. Always true. */
  @Override
  public boolean offer(T value) {
    int before = chunks;
    boolean added = super.offer(value);
    if (chunks != before) {
      VarHandle.fullFence();
    }
    return added;
  }

  /** Called in an offer that replaces a full chunk. */
  @Override
  protected int getNextBufferSize(T[] full) {
    chunks++;
    return super.getNextBufferSize(full);
  }

  /** For tests. How many chunks there were. */
  int chunks() {
    return chunks;
  }
}
