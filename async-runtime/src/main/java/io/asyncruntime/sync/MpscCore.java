package io.asyncruntime.sync;

import io.asyncruntime.internal.wait.AtomicWaker;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.internal.wait.Returns;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Mpsc} is: a queue of JCTools for the values, a fair semaphore for the slots, and the waker of the receiver.
 *
 * <p>Whoever sends takes a slot first; the receiver gives it back when it has taken the value. So all slots are free exactly
 * when the channel is empty and no permit is out, which together with "closed" is the end. An unbounded channel has more
 * slots than memory.
 *
 * <p>The channel is closed when its semaphore is: by the receiver, or when the last sender is gone and the receiver finds all
 * slots free. In the second case the receiver closes it <em>before</em> it looks for the last time, so that a send that was
 * about to begin either gets a slot, which the receiver sees, or fails; no value can be lost behind the end.
 */
final class MpscCore<T> {
  /** In place of a capacity. */
  static final int UNBOUNDED = FairSemaphore.MAX_PERMITS;

  /** The largest capacity for which room is made at once, so that sending allocates no more. */
  private static final int MOST_AT_ONCE = 1024;
  private static final int CHUNK = 128;

  private final int capacity;
  private final Returns returns = new Returns(); // the receiver's way to give slots back
  private final FairSemaphore slots;
  private final Queue<T> values; // many put, the receiver takes
  private final AtomicWaker receiver = new AtomicWaker();
  private final AtomicInteger senders = new AtomicInteger();
  private final WaitQueue closedQueue = new WaitQueue();

  MpscCore(int capacity) {
    this.capacity = capacity;
    slots = new FairSemaphore(capacity, returns);
    values =
        capacity > MOST_AT_ONCE ? new GrowingQueue<>(CHUNK) : new MpscVarHandleArrayQueue<>(Math.max(2, capacity));
  }

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

  int freeSlots() {
    return capacity == UNBOUNDED ? UNBOUNDED : slots.available();
  }

  /** Any thread. */
  TrySendResult trySend(T value) {
    return switch (slots.tryAcquire(1)) {
      case GRANTED -> {
        put(value);
        yield TrySendResult.OK;
      }
      case PENDING -> TrySendResult.FULL;
      case CLOSED -> TrySendResult.CLOSED;
    };
  }

  /** Whoever has taken a slot for the value. */
  void put(T value) {
    // The receiver registers its waker, then looks at the queue; here it is the other way round, and one of the two has to see
    // the other (pairs with AtomicWaker.register). An array of fixed size claims its place by a CAS, which orders the two,
    // and a receiver that finds a place claimed waits for the value; for the other sort see GrowingQueue.
    values.offer(value);
    receiver.wake();
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
      giveBackTaken(1);
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
      giveBackTaken(taken);
    }
    return taken;
  }

  private void giveBackTaken(int taken) {
    if (returns.add(taken)) {
      slots.collect();
    }
  }

  /** The receiver. Whether nothing will come; closes the channel if all senders are gone. */
  boolean reachesEnd() {
    if (senders.get() == 0 && !slots.isClosed() && slots.available() == capacity) {
      close();
    }
    return slots.isClosed() && slots.available() == capacity;
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
}
