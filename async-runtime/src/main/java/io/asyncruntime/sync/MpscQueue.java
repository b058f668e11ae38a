package io.asyncruntime.sync;

import io.asyncruntime.internal.util.SpinWait;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Values without a limit, and a queue that can be closed in the same atomic step in which its places are claimed: so an unbounded
 * channel needs that one step a message, and nothing that counts its messages beside it.
 *
 * <p>Places are numbered; they lie in chunks, which are linked, as in Tokio's {@code mpsc::list} (there of 32 places, claimed by an
 * addition and closed by a count beside it). A state machine of three words:
 *
 * <pre>
 *   tail, its upper 63 bits the number of places claimed, the lowest bit CLOSED:
 *     n          -> n+1           sender: CAS in offer(), which fails when CLOSED
 *     n          -> n+1           whoever had a permit: put(), CLOSED or not
 *     open       -> CLOSED        any thread: close(), once and for all
 *   head, the number of places taken:
 *     n          -> n+1           receiver, n &lt; tail, when the value of place n is there
 *   tailChunk:
 *     chunk C    -> later chunk   a sender that has found its place there: CAS, so never back
 * </pre>
 *
 * <p>Whether a value was accepted or came too late is decided by the order of two changes of {@code tail}, that of its sender and
 * that of whoever closes; after {@link #close} the number of claimed places grows by permits only.
 *
 * <p>A sender reads {@code tailChunk} <em>before</em> the number that it claims. Whoever moved it to that chunk had claimed a place in
 * it before, so the claim that follows is in it or behind it, and leads on through {@code next}, however late the sender goes there. A
 * chunk that the receiver has left leads to itself; then the sender begins at the receiver's, which cannot be past a place that is not
 * filled yet.
 */
final class MpscQueue<T> extends MpscQueueHead<T> implements MpscValues<T> {
  private static final int CHUNK = 128;
  private static final long CLOSED = 1;
  private static final long PLACE = 2; // one place claimed
  private static final int SHIFT = 1;
  private static final VarHandle TAIL = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "tail",
      VarHandle.class, MpscQueueTail.class, long.class);
  private static final VarHandle TAIL_CHUNK = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "tailChunk",
      VarHandle.class, MpscQueueTail.class, MpscChunk.class);
  private static final VarHandle HEAD = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "head",
      VarHandle.class, MpscQueueHead.class, long.class);

  long after1;
  long after2;
  long after3;
  long after4;
  long after5;
  long after6;
  long after7;
  long after8;

  MpscQueue() {
    this(CHUNK);
  }

  /** With chunks of so many places, 1 or more. */
  MpscQueue(int chunk) {
    super(new MpscChunk<>(0, chunk));
  }

  /** Any thread. False when the queue is closed; then the value is not in it. */
  boolean offer(T value) {
    while (true) {
      MpscChunk<T> near = tailChunk; // before the claim, see above
      long seen = tail;
      if ((seen & CLOSED) != 0) { return false; }
      if (TAIL.compareAndSet(this, seen, seen + PLACE)) {
        fill(near, seen >>> SHIFT, value);
        return true;
      }
    }
  }

  /** Also when the queue is closed: the caller has a permit from before. */
  @Override
  public void put(T value) {
    MpscChunk<T> near = tailChunk; // before the claim, see above
    fill(near, (long) TAIL.getAndAdd(this, PLACE) >>> SHIFT, value);
  }

  @Override
  @Nullable
  public T poll() {
    long place = head;
    MpscChunk<T> chunk = headChunk;
    if (!chunk.holds(place)) {
      if (isClaimed(place)) {
        chunk = nextOf(chunk);
      } else {
        return null;
      }
    }
    T value = chunk.get(place);
    if (value == null) {
      if (isClaimed(place)) {
        value = awaitValue(chunk, place);
      } else {
        return null;
      }
    }
    chunk.clear(place);
    HEAD.setRelease(this, place + 1);
    return value;
  }

  /** Any thread. No offer that comes after it is accepted. Idempotent. */
  void close() {
    TAIL.getAndBitwiseOr(this, CLOSED);
  }

  @Override
  public boolean isEmpty() { return size() == 0; }

  @Override
  public int size() {
    long taken = (long) HEAD.getAcquire(this); // first: places claimed later make it too large, never negative
    return (int) Math.min((tail >>> SHIFT) - taken, Integer.MAX_VALUE);
  }

  private boolean isClaimed(long place) {
    return tail >>> SHIFT != place;
  }

  private void fill(MpscChunk<T> near, long place, T value) {
    MpscChunk<T> chunk = near.holds(place) ? near : walk(near, place);
    chunk.put(place, value);
  }

  private MpscChunk<T> walk(MpscChunk<T> near, long place) {
    MpscChunk<T> chunk = near;
    while (!chunk.holds(place)) {
      MpscChunk<T> next = chunk.nextOrNew();
      chunk = next == chunk ? headChunk : next;
    }
    moveTailTo(chunk);
    return chunk;
  }

  private void moveTailTo(MpscChunk<T> chunk) {
    MpscChunk<T> seen = tailChunk;
    while (seen.first < chunk.first && !TAIL_CHUNK.compareAndSet(this, seen, chunk)) {
      seen = tailChunk;
    }
  }

  /** The receiver, done with {@code chunk}, when a place behind it is claimed: its sender is about to add the chunk. */
  private MpscChunk<T> nextOf(MpscChunk<T> chunk) {
    MpscChunk<T> next = chunk.next();
    for (int spins = 1; next == null; spins++) {
      SpinWait.pause(spins);
      next = chunk.next();
    }
    headChunk = next; // before the other one leads nowhere
    chunk.leave();
    return next;
  }

  /** The receiver, when the place is claimed: its sender is about to fill it. */
  private T awaitValue(MpscChunk<T> chunk, long place) {
    T value = chunk.get(place);
    for (int spins = 1; value == null; spins++) {
      SpinWait.pause(spins);
      value = chunk.get(place);
    }
    return value;
  }
}
