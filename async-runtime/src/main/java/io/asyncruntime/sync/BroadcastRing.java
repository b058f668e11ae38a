package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of a {@link Broadcast}: a ring in which the newest value overwrites the oldest.
 *
 * <p>Positions count up for ever; position p is in slot p modulo the capacity, which is a power of two, and is there while
 * {@code tail - capacity <= p < tail}. A slot knows how many receivers have not seen its value, so that the last one takes
 * it out. Everything is guarded by one spin lock, for a few instructions (a leaving receiver: a few
 * slots) at a time; wakers are called, results and exceptions made after it.
 */
final class BroadcastRing<T> {
  static final int MAX_CAPACITY = 1 << 30;

  /** How many slots a leaving receiver visits before it lets others have the lock. */
  private static final int SLOTS_PER_TURN = 64;

  private static final int TAKEN = 0;
  private static final int NOTHING = -1;
  private static final int CLOSED = -2;

  private final SpinLock lock = new SpinLock();
  private final WaitQueue arrivals = new WaitQueue();
  private final WaitQueue departures = new WaitQueue();
  private final int capacity;
  private final @Nullable Object[] values; // this and what follows is guarded by lock
  private final int[] unseenBy;
  private long tail;
  private int receivers;
  private boolean closed;

  BroadcastRing(int wanted) {
    if (wanted < 1 || wanted > MAX_CAPACITY) {
      throw new IllegalArgumentException("capacity must be 1 to " + MAX_CAPACITY + ", but was " + wanted);
    }
    capacity = wanted == 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
    values = new Object[capacity];
    unseenBy = new int[capacity];
  }

  /** Where those wait who want a value. */
  WaitQueue arrivals() {
    return arrivals;
  }

  /** Where those wait who want the last receiver to leave. */
  WaitQueue departures() {
    return departures;
  }

  /** Any thread. How many receivers can get the value. */
  int send(T value) {
    int reached = put(value);
    if (reached == CLOSED) { throw new ClosedException("this broadcast channel was closed by its sender"); }
    if (reached > 0) {
      arrivals.wakeAll();
    }
    return reached;
  }

  private int put(T value) {
    lock.lock();
    try {
      if (closed) { return CLOSED; }
      if (receivers > 0) {
        int slot = slot(tail++);
        values[slot] = value;
        unseenBy[slot] = receivers;
      }
      return receivers;
    } finally {
      lock.unlock();
    }
  }

  /** The owner of the cursor. Its next value; empty when none will come; pending when none is there. */
  @SuppressWarnings("unchecked") // only send puts values in
  Poll<Optional<T>> take(Cursor cursor) {
    long outcome = cursor.taken == null ? advance(cursor) : TAKEN;
    if (outcome == NOTHING) { return Poll.pending(); }
    if (outcome == CLOSED) { return Poll.ready(Optional.empty()); }
    if (outcome != TAKEN) { throw new LaggedException(outcome); }
    Poll<Optional<T>> value = Poll.ready(Optional.ofNullable((T) cursor.taken));
    cursor.taken = null; // not before: there may be no memory for the result
    return value;
  }

  /** Takes the next value to the cursor, or says why not; a positive number is how many values the cursor has missed. */
  private long advance(Cursor cursor) {
    lock.lock();
    try {
      if (cursor.next == tail) { return closed ? CLOSED : NOTHING; }
      long oldest = tail - capacity;
      if (cursor.next < oldest) {
        long skipped = oldest - cursor.next;
        cursor.next = oldest;
        return skipped;
      }
      cursor.taken = values[slot(cursor.next)];
      see(cursor.next++);
      return TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. A cursor at the end. */
  Cursor subscribe() {
    Cursor cursor = new Cursor();
    lock.lock();
    try {
      cursor.next = tail;
      receivers++;
    } finally {
      lock.unlock();
    }
    return cursor;
  }

  /** The owner of the cursor, once. */
  void unsubscribe(Cursor cursor) {
    boolean last = leave(cursor);
    arrivals.wakeAll(); // whoever waits with this very cursor has to notice
    if (last) {
      departures.wakeAll();
    }
    while (!seeRest(cursor)) {
      Thread.onSpinWait();
    }
  }

  /** Any thread. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    arrivals.wakeAll();
  }

  /** Any thread. */
  int receivers() {
    lock.lock();
    try {
      return receivers;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. How many values somebody has not seen yet, overwritten ones not counted. */
  int size() {
    lock.lock();
    try {
      long from = Math.max(0, tail - capacity);
      long to = tail;
      while (from < to) { // who has not seen a value has not seen those after it either, so the seen ones come first
        long middle = from + (to - from) / 2;
        if (unseenBy[slot(middle)] == 0) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return (int) (tail - from);
    } finally {
      lock.unlock();
    }
  }

  /** The owner of the cursor. */
  boolean isAtEnd(Cursor cursor) {
    lock.lock();
    try {
      return closed && cursor.next == tail && cursor.taken == null;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. */
  long unreceived(Cursor cursor) {
    lock.lock();
    try {
      return Math.max(0, Math.min(cursor.end, tail) - cursor.next);
    } finally {
      lock.unlock();
    }
  }

  private boolean leave(Cursor cursor) {
    lock.lock();
    try {
      cursor.end = tail; // what is sent from now on does not count on this receiver
      return --receivers == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a few of the values that a leaving receiver has not seen off its hands. Whether that was all. */
  private boolean seeRest(Cursor cursor) {
    lock.lock();
    try {
      long from = Math.max(cursor.next, tail - capacity);
      long to = Math.min(cursor.end, from + SLOTS_PER_TURN);
      for (long position = from; position < to; position++) {
        see(position);
      }
      cursor.next = Math.max(from, to);
      return cursor.next >= cursor.end;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. One receiver less has to see the value at that position; the last one takes it out. */
  private void see(long position) {
    int slot = slot(position);
    if (--unseenBy[slot] == 0) {
      values[slot] = null;
    }
  }

  private int slot(long position) {
    return (int) (position & capacity - 1);
  }

  /** How far one receiver has come. Guarded by the lock of the ring. */
  static final class Cursor {
    private long next;
    private long end = Long.MAX_VALUE;

    /** What was taken out of the ring, until the result is made. The owner's. */
    private @Nullable Object taken;

    private Cursor() {}
  }
}
