package io.asyncruntime.sync;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.internal.wait.Returns;

/** A channel in which each value has a slot: whoever sends takes one first, the receiver gives it back when it has taken the value. */
final class MpscBounded<T> extends MpscCore<T> {
  /** The largest capacity for which room is made at once, so that sending allocates no more. */
  private static final int MOST_AT_ONCE = 1024;

  private final Returns returns; // the receiver's way to give slots back

  long after1, after2, after3, after4, after5, after6, after7, after8;

  /** The caller has checked the capacity. */
  MpscBounded(int capacity) {
    this(capacity, capacity > MOST_AT_ONCE ? new MpscQueue<>() : new MpscArray<>(Math.max(2, capacity)));
  }

  /** With a queue that is empty and holds so many. */
  MpscBounded(int capacity, MpscValues<T> values) {
    this(capacity, values, new Returns());
  }

  private MpscBounded(int capacity, MpscValues<T> values, Returns returns) {
    super(capacity, values, new FairSemaphore(capacity, returns));
    this.returns = returns;
  }

  @Override
  Future<Void> send(T value) {
    return new MpscSend<>(this, value);
  }

  @Override
  TrySendResult trySend(T value) {
    return switch (slots().tryAcquire(1)) {
      case GRANTED -> {
        sendReserved(value);
        yield TrySendResult.OK;
      }
      case PENDING -> TrySendResult.FULL;
      case CLOSED -> TrySendResult.CLOSED;
    };
  }

  @Override
  void sendReserved(T value) {
    try {
      values.put(value);
    } catch (OutOfMemoryError e) {
      giveBack(1);
      throw e;
    }
    receiver().wake();
  }

  @Override
  int freeSlots() {
    return slots().available();
  }

  @Override
  void taken(int count) {
    if (returns.add(count)) {
      slots().collect();
    }
  }
}
