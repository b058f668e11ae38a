package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.SpinLock;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The global queue: unbounded, first in first out, for what comes from outside the workers and for what their own queues
 * cannot hold. Any thread pushes, and waits only, spinning, for another push that is about to link a further chunk; takers pass
 * one by one, a batch each.
 *
 * <p>Pushing is a JCTools multi-producer queue. It knows one consumer only, so taking happens under a spin lock, whose
 * hand-over also orders one consumer after the other. An element whose push has begun but not ended is not seen by takers; its
 * pusher wakes a worker when it has ended.
 *
 * @param <E> what is queued
 */
public final class InjectQueue<E> implements OverflowSink<E> {
  private static final int CHUNK = 512;

  private final MpscUnboundedVarHandleArrayQueue<E> queue;
  private final SpinLock consumer = new SpinLock();

  /** What came when there was no memory for another chunk, the last on top. Guarded by the lock of the consumers. */
  private @Nullable Object stash;

  /** How many those are. Written under the lock. */
  private volatile int stashed;

  /** An empty queue. */
  public InjectQueue() {
    this(new MpscUnboundedVarHandleArrayQueue<>(CHUNK));
  }

  /** For tests: on a queue that finds no memory. */
  InjectQueue(MpscUnboundedVarHandleArrayQueue<E> queue) {
    this.queue = queue;
  }

  /** Any thread. Where there is no memory for it, an element that is {@link Linked} is queued all the same; another is not. */
  @Override
  public void push(E element) {
    try {
      queue.offer(element);
    } catch (OutOfMemoryError full) {
      stash(element, full);
    }
  }

  /**
   * Any thread. One claim of room for as many as the chunk has; elements of others may come between two claims. Where there is no
   * memory, as {@link #push}.
   */
  @Override
  public void pushBatch(Object[] batch, int count) {
    Batch<E> rest = new Batch<>(batch);
    try {
      while (rest.next < count) {
        queue.fill(rest, count - rest.next);
      }
    } catch (OutOfMemoryError full) {
      while (rest.next < count) {
        stash(rest.get(), full);
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only ever under the lock
  private void stash(E element, OutOfMemoryError full) {
    if (!(element instanceof Linked link)) { throw full; }
    consumer.lock();
    try {
      link.link(stash);
      stash = element;
      stashed++;
    } finally {
      consumer.unlock();
    }
  }

  /** Under the lock. The next to be taken, or null. */
  private @Nullable E take() {
    return stashed > 0 ? unstash() : queue.relaxedPoll();
  }

  @SuppressWarnings({"unchecked", "NonAtomicVolatileUpdate"}) // nothing else was stashed; only ever under the lock
  private @Nullable E unstash() {
    Object top = stash;
    if (top instanceof Linked link) {
      stash = link.linked();
      link.link(null);
      stashed--;
    }
    return (E) top;
  }

  /** Any thread. The oldest element, or null. */
  public @Nullable E pop() {
    if (isEmpty()) { return null; }
    consumer.lock();
    try {
      return take();
    } finally {
      consumer.unlock();
    }
  }

  /**
   * The owner of {@code into} only. Takes up to {@code most} elements: the oldest is returned (or null when there is none),
   * the others are pushed to {@code into}, which must have room for {@code most - 1}.
   */
  public @Nullable E popBatch(int most, RunQueue<E> into) {
    MessagePassingQueue<E> source = queue;
    MessagePassingQueue.Consumer<E> rest = into.open()::pushUnchecked; // first: there may be no memory for it
    consumer.lock();
    try {
      E first = take();
      if (first != null) {
        source.drain(rest, most - 1);
      }
      return first;
    } finally {
      consumer.unlock();
    }
  }

  /** Any thread. Roughly how many are queued. */
  public int size() {
    return queue.size() + stashed;
  }

  /** Any thread. False as soon as a push has begun. */
  public boolean isEmpty() {
    return queue.isEmpty() && stashed == 0;
  }

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
