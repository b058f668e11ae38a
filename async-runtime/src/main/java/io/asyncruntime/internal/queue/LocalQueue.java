package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.Require;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The run queue of one worker: bounded, first in first out. The owner pushes and pops, any number of thieves take half of it
 * at once; when it is full the older half spills into the {@link OverflowSink}.
 *
 * @param <E> what is queued
 */
public final class LocalQueue<E> extends LocalQueueTail {
  /*
   * After the Go scheduler's run queue, in the two-index form of Tokio's queue.rs. The buffer is a ring. `tail` counts what
   * was pushed. `head` packs two counts: `real`, up to which elements are taken, and `steal`, up to which their slots are
   * free again. They differ only while one thief copies what it has claimed:
   *
   *     steal            real                    tail
   *       |--- claimed ----|------- queued ---------|--- free ... up to steal + capacity
   *
   *   transition of head            by      condition
   *   (r, r)   -> (r+1, r+1)        owner   pop, nobody steals
   *   (s, r)   -> (s, r+1)          owner   pop beside a thief
   *   (r, r)   -> (r, r+n)          thief   claims n = half, rounded up; only if nobody steals
   *   (s, r)   -> (r, r)            thief   has copied what it claimed; r as it is by then
   *   (r, r)   -> (r+h, r+h)        owner   overflow: takes the older half
   *
   * Invariants: steal <= real <= tail <= steal + capacity (in wrapping order); a slot in [steal, tail) is never written by
   * the owner's push; at most one thief at a time is between its two transitions. The owner replaces the buffer only where
   * steal = real = tail.
   */
  private static final VarHandle HEAD =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "head", VarHandle.class, LocalQueueHead.class,
          long.class);
  private static final VarHandle TAIL =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "tail", VarHandle.class, LocalQueueTail.class,
          int.class);

  long after1, after2, after3, after4, after5, after6, after7, after8;

  /** Capacity must be a power of two, and at least 2. */
  public LocalQueue(int capacity) {
    super(checked(capacity));
  }

  private static int checked(int capacity) {
    if (Integer.bitCount(Require.atLeast("capacity", capacity, 2)) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two, but was " + capacity);
    }
    return capacity;
  }

  /** How many elements fit. */
  public int capacity() {
    return mask + 1;
  }

  /** Any thread. How many elements are queued, roughly while others work on it. */
  public int size() {
    int real = real(headAcquire());
    return Math.max(0, tailAcquire() - real);
  }

  /** Any thread. Whether nothing is queued. */
  public boolean isEmpty() { return size() == 0; }

  /** The owner only. How many pushes fit for certain, whatever thieves do. */
  public int freeSlots() {
    return capacity() - (tail - steal(headAcquire()));
  }

  /** The owner only. Adds at the back; a full queue spills its older half and {@code element} into {@code sink}. */
  public void push(E element, OverflowSink<? super E> sink) {
    while (true) {
      long head = headAcquire(); // acquire: a thief has read the slots it freed before we overwrite them
      int end = tail;
      if (end - steal(head) <= mask) {
        buffer[end & mask] = element;
        setTailRelease(end + 1); // release: a thief that sees the new tail sees the element
        return;
      }
      if (steal(head) != real(head)) { // a thief is making room just now
        sink.push(element);
        return;
      }
      if (spill(element, head, sink)) { return; }
    }
  }

  /** The owner only. Adds at the back what is known to fit. */
  void pushUnchecked(E element) {
    buffer[tail & mask] = element;
    setTailRelease(tail + 1);
  }

  /**
   * The owner only, now and then: a {@link #pop} that finds the queue empty gives it a new buffer. A collector passes a fence for a
   * reference stored in an old object (G1, before JDK 26) and not in a young one, so the buffer of a busy queue must not grow old.
   */
  public void renewWhenEmpty() {
    renewalDue = true;
  }

  /** With nothing queued. A thief that still copies reads the old buffer: later. */
  private void renewIfDue(long head) {
    if (renewalDue && steal(head) == real(head)) {
      renewalDue = false;
      Object[] young = arrayOrNull(capacity());
      buffer = young == null ? buffer : young;
    }
  }

  /** The owner only. The oldest element, or null. */
  public @Nullable E pop() {
    long head = headAcquire();
    while (true) {
      int real = real(head);
      if (real == tail) {
        renewIfDue(head);
        return null;
      }
      long next = pack(steal(head) == real ? real + 1 : steal(head), real + 1);
      long seen = casHead(head, next);
      if (seen == head) { return take(real); }
      head = seen;
    }
  }

  /**
   * The owner of {@code into} only, which must not be this queue's. Moves half of this queue (rounded up) into {@code into},
   * except for the newest of them, which is returned. Null when there is nothing, another thief is at it, or {@code into} has
   * no room for half a queue.
   */
  public @Nullable E stealInto(LocalQueue<E> into) {
    if (into.freeSlots() < capacity() - capacity() / 2) { return null; }
    int claimed = claimHalf(into);
    if (claimed == 0) { return null; }
    int last = into.tail + claimed - 1;
    E newest = into.take(last);
    into.setTailRelease(last);
    return newest;
  }

  /**
   * The owner of {@code via} only, which is not this queue, and empty unless a taker threw: then that goes first. Takes half by half and hands each element to {@code taker}, until
   * this queue is empty or another thief is at it.
   */
  public void takeAll(LocalQueue<E> via, Consumer<? super E> taker) {
    for (E element = takeNext(via); element != null; element = takeNext(via)) {
      taker.accept(element);
    }
  }

  private @Nullable E takeNext(LocalQueue<E> via) {
    E stolen = via.pop();
    return stolen != null ? stolen : stealInto(via);
  }

  private int claimHalf(LocalQueue<E> into) {
    long head = headAcquire();
    while (true) {
      int real = real(head);
      if (steal(head) != real) { return 0; }
      int queued = tailAcquire() - real; // acquire: pairs with push, the elements below tail are visible
      int half = queued - queued / 2;
      if (half <= 0) { return 0; }
      long seen = casHead(head, pack(real, real + half));
      if (seen == head) {
        copy(real, half, into);
        free();
        return half;
      }
      head = seen;
    }
  }

  private void copy(int from, int count, LocalQueue<E> into) {
    for (int i = 0; i < count; i++) {
      into.buffer[(into.tail + i) & into.mask] = take(from + i);
    }
  }

  /** The thief, after its copy: the claimed slots are the owner's again. */
  private void free() {
    long head = headAcquire();
    while (true) {
      long seen = casHead(head, pack(real(head), real(head))); // release: our reads of the slots come before
      if (seen == head) { return; }
      head = seen;
    }
  }

  /** False when a thief was quicker: then there is room again. */
  private boolean spill(E element, long head, OverflowSink<? super E> sink) {
    int half = capacity() / 2;
    int real = real(head);
    Object[] batch = arrayOrNull(half + 1); // before the claim: what is claimed must not get lost for want of memory
    if (batch == null) {
      sink.push(element);
      return true;
    }
    if (casHead(head, pack(real + half, real + half)) != head) { return false; }
    for (int i = 0; i < half; i++) {
      batch[i] = take(real + i);
    }
    batch[half] = element;
    sink.pushBatch(batch, half + 1);
    return true;
  }

  private static Object @Nullable [] arrayOrNull(int length) {
    try {
      return new Object[length];
    } catch (OutOfMemoryError none) {
      return null;
    }
  }

  /** Whoever has claimed {@code index}. Empties the slot, so that it keeps nothing alive. */
  @SuppressWarnings({"unchecked", "NullAway"}) // a claimed slot holds an element
  private E take(int index) {
    E element = (E) buffer[index & mask];
    buffer[index & mask] = null;
    return element;
  }

  private static long pack(int steal, int real) {
    return ((long) steal << 32) | (real & 0xFFFF_FFFFL);
  }

  private static int steal(long head) {
    return (int) (head >>> 32);
  }

  private static int real(long head) {
    return (int) head;
  }

  private long headAcquire() {
    return (long) HEAD.getAcquire(this);
  }

  private long casHead(long expected, long next) {
    return (long) HEAD.compareAndExchange(this, expected, next);
  }

  private int tailAcquire() {
    return (int) TAIL.getAcquire(this);
  }

  private void setTailRelease(int value) {
    TAIL.setRelease(this, value);
  }
}
