package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.SpinLock;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The global queue: unbounded, first in first out, for what comes from outside the workers and for what their own queues
 * cannot hold. Any thread pushes without waiting; takers pass one by one, a batch each.
 *
 * <p>Pushing is a JCTools multi-producer queue. It knows one consumer only, so taking happens under a spin lock, whose
 * hand-over also orders one consumer after the other. An element whose push has begun but not ended is not seen by takers; its
 * pusher wakes a worker when it has ended.
 *
 * @param <E> what is queued
 */
public final class InjectQueue<E> implements OverflowSink<E> {
  private static final int CHUNK = 512;

  private final MpscUnboundedVarHandleArrayQueue<E> queue = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
  private final SpinLock consumer = new SpinLock();

  /** Any thread. */
  @Override
  public void push(E element) {
    queue.offer(element);
  }

  /** Any thread. One claim of room for as many as the chunk has; elements of others may come between two claims. */
  @Override
  public void pushBatch(Object[] batch, int count) {
    Batch<E> rest = new Batch<>(batch);
    while (rest.next < count) {
      queue.fill(rest, count - rest.next);
    }
  }

  /** Any thread. The oldest element, or null. */
  public @Nullable E pop() {
    if (isEmpty()) { return null; }
    consumer.lock();
    try {
      return queue.relaxedPoll();
    } finally {
      consumer.unlock();
    }
  }

  /**
   * The owner of {@code into} only. Takes up to {@code most} elements: the oldest is returned (or null when there is none),
   * the others are pushed to {@code into}, which must have room for {@code most - 1}.
   */
  public @Nullable E popBatch(int most, RunQueue<E> into) {
    consumer.lock();
    try {
      MessagePassingQueue<E> source = queue;
      E first = source.relaxedPoll();
      if (first != null) {
        source.drain(into.open()::pushUnchecked, most - 1);
      }
      return first;
    } finally {
      consumer.unlock();
    }
  }

  /** Any thread. Roughly how many are queued. */
  public int size() {
    return queue.size();
  }

  /** Any thread. False as soon as a push has begun. */
  public boolean isEmpty() { return queue.isEmpty(); }

  /** Hands out an array in order. One thread. */
  private static final class Batch<E> implements MessagePassingQueue.Supplier<E> {
    private final Object[] elements;
    private int next;

    Batch(Object[] elements) {
      this.elements = elements;
    }

    @Override
    @SuppressWarnings("unchecked") // what the caller of pushBatch put in
    public E get() {
      return (E) elements[next++];
    }
  }
}
