package io.asyncruntime.sync;

import io.asyncruntime.internal.util.SpinWait;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
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
 *     n          -> n+1           whoever had a permit: CAS in put(), CLOSED or not
 *     open       -> CLOSED        any thread: close(), once and for all
 *   head, the number of places taken:
 *     n          -> n+1           receiver, n &lt; tail, when the value of place n is there
 *   tailChunk:
 *     chunk C    -> later chunk   a sender that looks for a place there: CAS, so never back
 * </pre>
 *
 * <p>Whether a value was accepted or came too late is decided by the order of two changes of {@code tail}, that of its sender and
 * that of whoever closes; after {@link #close} the number of claimed places grows by permits only.
 *
 * <p>A sender makes sure that there is a chunk with the place that comes next, and claims it then: so nothing can fail between the
 * claim and the value, not even for want of memory, which would leave the receiver waiting for ever. Nobody moves {@code tailChunk} to
 * a chunk behind the place that comes next, so the way there leads on through {@code next}. A chunk that the receiver has left leads to
 * itself; then the sender begins at the receiver's. If others have claimed the place meanwhile, and the receiver even passed it, any chunk
 * may have been found, and the claim fails.
 */
final class MpscQueue<T> extends MpscQueueHead<T> implements MpscValues<T> {
  private static final int FIRST_CHUNK = 32; // many a channel passes no more
  private static final int CHUNK = 128;
  private static final long CLOSED = 1;
  private static final long PLACE = 2; // one place claimed
  private static final int SHIFT = 1;
  private static final long NEVER = 0; // no flag of the tail
  private static final VarHandle TAIL = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "tail",
      VarHandle.class, MpscQueueTail.class, long.class);
  private static final VarHandle TAIL_CHUNK = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "tailChunk",
      VarHandle.class, MpscQueueTail.class, MpscChunk.class);
  private static final VarHandle HEAD = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "head",
      VarHandle.class, MpscQueueHead.class, long.class);

  private final int later;

  long after1, after2, after3, after4, after5, after6, after7, after8;

  MpscQueue() {
    this(FIRST_CHUNK, CHUNK);
  }

  /** With so many places in the first chunk, and in each that comes after it; 1 or more. */
  MpscQueue(int first, int later) {
    super(new MpscChunk<>(0, first));
    this.later = later;
  }

  /** Any thread. False when the queue is closed; then the value is not in it. */
  boolean offer(T value) {
    return add(value, CLOSED);
  }

  /** Also when the queue is closed: the caller has a permit from before. */
  @Override
  public void put(T value) {
    add(value, NEVER);
  }

  private boolean add(T value, long refused) {
    while (true) {
      long seen = tail;
      if ((seen & refused) != 0) { return false; }
      long place = seen >>> SHIFT;
      MpscChunk<T> near = tailChunk;
      MpscChunk<T> chunk = near.reaches(place) ? near : walk(near, place); // before the claim, see above
      if (TAIL.compareAndSet(this, seen, seen + PLACE)) {
        chunk.put(place, value);
        return true;
      }
    }
  }

  @Override
  @Nullable
  public T poll() {
    long place = head;
    MpscChunk<T> chunk = headChunk;
    if (!chunk.reaches(place)) {
      if (!isClaimed(place)) { return null; }
      chunk = leave(chunk);
    }
    T value = chunk.get(place);
    if (value == null) {
      if (!isClaimed(place)) { return null; }
      value = awaitValue(chunk, place);
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

  private MpscChunk<T> walk(MpscChunk<T> near, long place) {
    MpscChunk<T> chunk = near;
    while (!chunk.reaches(place)) {
      MpscChunk<T> next = chunk.nextOrNew(later);
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

  /** The receiver, done with {@code chunk}, when a place behind it is claimed: so the next chunk was there before. */
  private MpscChunk<T> leave(MpscChunk<T> chunk) {
    MpscChunk<T> next = Objects.requireNonNull(chunk.next());
    headChunk = next; // before the other one leads nowhere
    chunk.leave();
    return next;
  }

  /** The receiver, when the place is claimed: its sender is about to fill it. */
  private T awaitValue(MpscChunk<T> chunk, long place) {
    T value;
    for (int spins = 1; (value = chunk.get(place)) == null; spins++) {
      SpinWait.pause(spins);
    }
    return value;
  }
}
