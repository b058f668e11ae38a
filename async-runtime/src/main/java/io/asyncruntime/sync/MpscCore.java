package io.asyncruntime.sync;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.util.Padded;
import io.asyncruntime.internal.wait.AtomicWaker;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Mpsc} is: a queue for the values, a fair semaphore for the slots, and the waker of the receiver.
 *
 * <p>All slots are free and no value is there exactly when the channel is empty and no permit is out, which together with "closed" is
 * the end. Which sends need a slot is where {@link MpscBounded} and {@link MpscUnbounded} differ.
 *
 * <p>The channel is closed when its semaphore is: by the receiver, or when the last sender is gone and the receiver finds nothing
 * and all slots free. In the second case the receiver closes it <em>before</em> it looks for the last time, so that a send that was
 * about to begin either is seen or fails; no value can be lost behind the end.
 *
 * <p>Both ends read this object with each message, so it lies apart from what either of them writes.
 */
abstract sealed class MpscCore<T> extends Padded permits MpscBounded, MpscUnbounded {
  private final int capacity;
  final MpscValues<T> values;
  private final FairSemaphore slots;
  private final AtomicWaker receiver = new AtomicWaker();
  private final AtomicInteger senders = new AtomicInteger();
  private final WaitQueue closedQueue = new WaitQueue();

  MpscCore(int capacity, MpscValues<T> values, FairSemaphore slots) {
    this.capacity = capacity;
    this.values = values;
    this.slots = slots;
  }

  /** {@link Mpsc.Sender#send}, the value being checked. */
  abstract Future<Void> send(T value);

  /** {@link Mpsc.Sender#trySend}, the value being checked. Any thread. */
  abstract TrySendResult trySend(T value);

  /** Whoever holds a permit, which is used up, also if there is no memory for the value. */
  abstract void sendReserved(T value);

  /** How many slots are free. Any thread. */
  abstract int freeSlots();

  /** The receiver has taken so many values. */
  abstract void taken(int count);

  FairSemaphore slots() {
    return slots;
  }

  WaitQueue closedQueue() {
    return closedQueue;
  }

  AtomicWaker receiver() {
    return receiver;
  }

  int capacity() {
    return capacity;
  }

  /** Whoever has taken slots and puts nothing in. */
  void giveBack(int unused) {
    slots.release(unused);
    wakeIfEnding();
  }

  /** After slots were given back: with them the end may have come. */
  void wakeIfEnding() {
    if (senders.get() == 0 || slots.isClosed()) {
      receiver.wake();
    }
  }

  /** The receiver. */
  @Nullable
  T take() {
    T value = values.poll();
    if (value != null) {
      taken(1);
    }
    return value;
  }

  /** The receiver. Moves up to {@code limit} values. */
  int takeInto(List<? super T> target, int limit) {
    int taken = 0;
    for (T value; taken < limit && (value = values.poll()) != null; taken++) {
      target.add(value);
    }
    if (taken > 0) {
      taken(taken);
    }
    return taken;
  }

  /** The receiver. Whether nothing will come; closes the channel if all senders are gone. */
  boolean reachesEnd() {
    if (senders.get() == 0 && !slots.isClosed() && isIdle()) {
      close();
    }
    return slots.isClosed() && isIdle();
  }

  /** No permit is out and no value there. In this order: a permit is given back after its value was put. */
  private boolean isIdle() {
    return slots.available() == capacity && values.isEmpty();
  }

  boolean isClosed() { return slots.isClosed(); }

  /** Any thread. */
  void close() {
    slots.close();
    closedQueue.wakeAll();
    receiver.wake();
  }

  void addSender() {
    senders.incrementAndGet();
  }

  /** False when there is no sender any more: the channel has ended, or is about to. */
  boolean tryAddSender() {
    return senders.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
  }

  int senders() {
    return senders.get();
  }

  void removeSender() {
    if (senders.decrementAndGet() == 0) {
      receiver.wake();
    }
  }

  int size() {
    return values.size();
  }

  /** What a send, or a wait for a permit, fails with when the channel is closed. */
  static ClosedException receiverClosed() {
    return new ClosedException("the receiver of this channel is closed");
  }
}
