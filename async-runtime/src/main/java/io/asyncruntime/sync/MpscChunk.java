package io.asyncruntime.sync;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Some places of an {@link MpscQueue}, one after the other; each is filled once and taken once. A state machine.
 *
 * <pre>
 *   place:  empty -> value V       the sender that has claimed the place
 *   place:  value V -> taken       the receiver; V is not held any more
 *   next:   none -> chunk C        a sender that wants to claim a place there: CAS; of several one adds it
 *   next:   chunk C -> this        the receiver, having taken all values and gone on to C
 * </pre>
 *
 * <p>The last step keeps an old chunk, which the collector may have moved to where it seldom looks, from keeping alive all that
 * came after it.
 */
final class MpscChunk<T> {
  private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle NEXT = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "next",
      VarHandle.class, MpscChunk.class, MpscChunk.class);

  /** The number of its first place. */
  final long first;

  private final @Nullable Object[] places;
  private volatile @Nullable MpscChunk<T> next;

  MpscChunk(long first, int size) {
    this.first = first;
    places = new Object[size];
  }

  /** Any thread. Whether the place is in this chunk, or before it. */
  boolean reaches(long place) {
    return place - first < places.length;
  }

  /** Whoever has claimed the place. Releases the value to the receiver. */
  void put(long place, T value) {
    PLACES.setRelease(places, index(place), value);
  }

  /** The receiver. Null while the place is empty. */
  @SuppressWarnings("unchecked")
  @Nullable
  T get(long place) {
    return (T) PLACES.getAcquire(places, index(place));
  }

  /** The receiver, with the value. A plain store: nobody looks at the place again. */
  void clear(long place) {
    places[index(place)] = null;
  }

  /** The receiver. The chunk behind this one, or null. */
  @Nullable
  MpscChunk<T> next() {
    return next;
  }

  /** Any sender. The chunk behind this one, a new one of so many places if there was none; this one itself if the receiver has left it. */
  @SuppressWarnings("unchecked")
  MpscChunk<T> nextOrNew(int size) {
    MpscChunk<T> present = next;
    if (present != null) { return present; }
    MpscChunk<T> fresh = new MpscChunk<>(first + places.length, size);
    MpscChunk<T> other = (MpscChunk<T>) NEXT.compareAndExchange(this, null, fresh);
    return other == null ? fresh : other;
  }

  /** The receiver, when it has gone on to the next. */
  void leave() {
    next = this;
  }

  private int index(long place) {
    return (int) (place - first);
  }
}
