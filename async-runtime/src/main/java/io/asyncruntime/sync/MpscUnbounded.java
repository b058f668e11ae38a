package io.asyncruntime.sync;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.wait.FairSemaphore;

/** A channel in which only permits have slots, of which there are more than memory; who sends without one asks the queue alone. */
final class MpscUnbounded<T> extends MpscCore<T> {
  private static final int CAPACITY = FairSemaphore.MAX_PERMITS;

  private final MpscQueue<T> queue;

  long after1, after2, after3, after4, after5, after6, after7, after8;

  MpscUnbounded() {
    this(new MpscQueue<>());
  }

  /** With a queue that is open and empty. */
  MpscUnbounded(MpscQueue<T> queue) {
    super(CAPACITY, queue, new FairSemaphore(CAPACITY));
    this.queue = queue;
  }

  @Override
  Future<Void> send(T value) {
    return new MpscSendAtOnce<>(this, value);
  }

  @Override
  TrySendResult trySend(T value) {
    return sendNow(value) ? TrySendResult.OK : TrySendResult.CLOSED;
  }

  /** Any thread. False when the channel is closed. */
  boolean sendNow(T value) {
    boolean sent = queue.offer(value);
    if (sent) {
      receiver().wake();
    }
    return sent;
  }

  @Override
  void sendReserved(T value) {
    try {
      queue.put(value);
    } finally { // there was no memory for it, or it is there: until then the permit says that something comes
      slots().release(1);
      receiver().wake();
    }
  }

  /** However many permits are out. */
  @Override
  int freeSlots() {
    return CAPACITY;
  }

  @Override
  void taken(int count) {} // they had no slots

  /** The values first: while the semaphore is open, the end has not come. */
  @Override
  void close() {
    queue.close();
    super.close();
  }
}
