package io.asyncruntime.time;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Require;
import io.asyncruntime.internal.util.SpinLock;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that come out when their time has come, the earliest first; those of one deadline in the order of insertion. One
 * timer serves them all.
 *
 * <pre>{@code
 *   DelayQueue<Session> sessions = new DelayQueue<>();
 *   DelayQueue.Key key = sessions.insert(session, Duration.ofMinutes(30));
 *   sessions.reset(key, Duration.ofMinutes(30));                // it was used again
 *   await(sessions.pollExpired()).ifPresent(expired -> expired.value().close());
 * }</pre>
 *
 * <p>Durations count from the call, by the clock of the current runtime (outside one, the system's). Deadlines are rounded
 * as those of {@link Sleep}, and one that is past is expired now. Any thread may insert, remove and reset; that wakes the
 * one who waits in {@link #pollExpired} if it concerns it. Only one may wait at a time.
 *
 * <p><b>Fairness:</b> the earliest deadline comes first; one waits at a time. <b>Cancellation:</b> a dropped {@link #pollExpired} takes
 * no value out.
 *
 * @param <T> type of the values, which are not null
 */
public final class DelayQueue<T> {
  /** What {@link #awaitFirst} answers when nothing is in the queue. */
  static final long EMPTY = Long.MIN_VALUE;

  /**
   * Guards all below; held for one operation of the map at most. A new entry of the map needs memory; where there is none the queue is as
   * it was, because a new place is taken before the old one is given up.
   */
  private final SpinLock lock = new SpinLock();

  private final TreeMap<Place, Entry<T>> entries = new TreeMap<>();
  private final AtomicLong nextSequence = new AtomicLong();
  private @Nullable Object waiter; // the future that waits, if any
  private @Nullable Waker waiterWaker;
  private long waiterDeadline;

  /** An empty queue, of no particular runtime. */
  public DelayQueue() {}

  /** Names a value in the queue it was inserted into. */
  public static final class Key {
    private final Object queue;
    private final long sequence;
    private Place place; // guarded by the queue's lock

    private Key(Object queue, long sequence, long deadlineNanos) {
      this.queue = queue;
      this.sequence = sequence;
      this.place = new Place(deadlineNanos, sequence);
    }
  }

  /** Where a value stands: by its deadline, and those of one deadline by the order of insertion. */
  private record Place(long deadlineNanos, long sequence) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byDeadline = Long.compare(deadlineNanos, other.deadlineNanos);
      return byDeadline != 0 ? byDeadline : Long.compare(sequence, other.sequence);
    }
  }

  private record Entry<T>(T value, Key key) {
    Expired<T> expired(long deadlineNanos) {
      return new Expired<>(value, key, RuntimeInstant.of(deadlineNanos, CurrentRuntime.clock()));
    }
  }

  /**
   * A value that came out of the queue.
   *
   * @param value as it was inserted
   * @param key what named it; it names nothing any more
   * @param deadline when it was due
   * @param <T> type of the value
   */
  public record Expired<T>(T value, Key key, RuntimeInstant deadline) {}

  /**
   * Puts in a value that expires after some time.
   *
   * @param value not null
   * @param delay zero or longer
   * @return the name of the value in this queue
   * @throws IllegalArgumentException if the delay is negative
   */
  public Key insert(T value, Duration delay) {
    return insert(value, deadlineAfter(delay));
  }

  /**
   * Puts in a value that expires at an instant.
   *
   * @param value not null
   * @param deadline may be past
   * @return the name of the value in this queue
   */
  public Key insertAt(T value, RuntimeInstant deadline) {
    return insert(value, deadline.nanos());
  }

  /**
   * The next value that expires. Cancel-safe: dropping the future takes no value out.
   *
   * @return a future of the value; of nothing if the queue is empty, or becomes empty while it is waited for. It fails with
   *     an {@link IllegalStateException} if it has to wait and no runtime is current.
   */
  @CheckReturnValue
  public Future<Optional<Expired<T>>> pollExpired() {
    return new PollExpired<>(this);
  }

  /**
   * Takes a value out before it expires.
   *
   * @param key of this queue
   * @return the value
   * @throws NoSuchElementException if the value has come out already, or the key is another queue's
   */
  public Expired<T> remove(Key key) {
    return tryRemove(key).orElseThrow(DelayQueue::unknownKey);
  }

  /**
   * Takes a value out if it has not come out already.
   *
   * @param key names the value
   * @return the value, if it was in this queue
   */
  public Optional<Expired<T>> tryRemove(Key key) {
    Objects.requireNonNull(key, "key");
    Entry<T> entry = change(() -> contains(key) ? entries.remove(key.place) : null);
    return entry == null ? Optional.empty() : Optional.of(entry.expired(key.place.deadlineNanos));
  }

  /**
   * Gives a value another deadline, some time from now.
   *
   * @param key of this queue
   * @param delay zero or longer
   * @throws NoSuchElementException if the value has come out already, or the key is another queue's
   * @throws IllegalArgumentException if the delay is negative
   */
  public void reset(Key key, Duration delay) {
    reset(key, deadlineAfter(delay));
  }

  /**
   * Gives a value another deadline.
   *
   * @param key of this queue
   * @param deadline may be past
   * @throws NoSuchElementException if the value has come out already, or the key is another queue's
   */
  public void resetAt(Key key, RuntimeInstant deadline) {
    reset(key, deadline.nanos());
  }

  /**
   * Which value is the next to expire.
   *
   * @return its key, if there is one
   */
  public Optional<Key> peek() {
    return Optional.ofNullable(this.<@Nullable Key>locked(
        () -> entries.isEmpty() ? null : entries.firstEntry().getValue().key));
  }

  /**
   * When a value expires, not rounded.
   *
   * @param key of this queue
   * @return the deadline
   * @throws NoSuchElementException if the value has come out already, or the key is another queue's
   */
  public RuntimeInstant deadline(Key key) {
    Place place = locked(() -> contains(key) ? key.place : null);
    if (place == null) { throw unknownKey(); }
    return RuntimeInstant.of(place.deadlineNanos, CurrentRuntime.clock());
  }

  /**
   * How many values are in the queue, those that have expired and were not polled included.
   *
   * @return zero or more
   */
  public int size() {
    return locked(entries::size);
  }

  /**
   * Whether nothing is in the queue.
   *
   * @return as {@code size() == 0}
   */
  public boolean isEmpty() { return size() == 0; }

  /** Takes all values out. */
  public void clear() {
    change(() -> {
      entries.clear();
      return true;
    });
  }

  /**
   * For {@link PollExpired}: remembers whom to wake when another value than the present first becomes the first.
   *
   * @return the first deadline, or {@link #EMPTY}
   */
  long awaitFirst(Object future, Waker waker) {
    return locked(() -> {
      waiter = entries.isEmpty() ? null : future;
      waiterWaker = entries.isEmpty() ? null : waker;
      waiterDeadline = entries.isEmpty() ? EMPTY : entries.firstKey().deadlineNanos;
      return waiterDeadline;
    });
  }

  /** For {@link PollExpired}: takes the first value if it is due by {@code deadlineNanos}; then nobody waits any more. */
  @Nullable
  Expired<T> takeFirst(Object future, long deadlineNanos) {
    Map.Entry<Place, Entry<T>> first = locked(() -> {
      forget(future);
      boolean due = !entries.isEmpty() && entries.firstKey().deadlineNanos <= deadlineNanos;
      return due ? entries.pollFirstEntry() : null;
    });
    return first == null ? null : first.getValue().expired(first.getKey().deadlineNanos);
  }

  /** For {@link PollExpired}: it does not wait any more. */
  void stopWaiting(Object future) {
    locked(() -> {
      forget(future);
      return true;
    });
  }

  private Key insert(T value, long deadlineNanos) {
    Objects.requireNonNull(value, "value");
    Key key = new Key(this, nextSequence.getAndIncrement(), deadlineNanos);
    Entry<T> entry = new Entry<>(value, key);
    change(() -> entries.put(key.place, entry));
    return key;
  }

  private void reset(Key key, long deadlineNanos) {
    Place place = new Place(deadlineNanos, key.sequence);
    if (!change(() -> contains(key) && move(key, place))) { throw unknownKey(); }
  }

  /** Under the lock. True. */
  private boolean move(Key key, Place place) {
    if (!place.equals(key.place)) {
      entries.put(place, Objects.requireNonNull(entries.get(key.place))); // before: there may be no memory for it
      entries.remove(key.place);
      key.place = place;
    }
    return true;
  }

  /** Under the lock. */
  private boolean contains(Key key) {
    return key.queue == this && entries.containsKey(key.place);
  }

  /** Under the lock. */
  private void forget(Object future) {
    if (waiter == future) {
      waiter = null;
      waiterWaker = null;
    }
  }

  private <R extends @Nullable Object> R locked(Supplier<R> operation) {
    lock.lock();
    try {
      return operation.get();
    } finally {
      lock.unlock();
    }
  }

  /** Does something that may change which value is the first, and then wakes, outside the lock, who waits for another. */
  private <R extends @Nullable Object> R change(Supplier<R> operation) {
    R result;
    Waker concerned;
    lock.lock();
    try {
      result = operation.get();
      concerned = takeConcernedWaiter();
    } finally {
      lock.unlock();
    }
    if (concerned != null) {
      concerned.wake();
    }
    return result;
  }

  /** Under the lock. */
  private @Nullable Waker takeConcernedWaiter() {
    Waker waker = waiterWaker;
    if (waker == null || !entries.isEmpty() && entries.firstKey().deadlineNanos == waiterDeadline) { return null; }
    waiter = null;
    waiterWaker = null;
    return waker;
  }

  private static long deadlineAfter(Duration delay) {
    long delayNanos = Clock.saturatedNanos(Require.notNegative("delay", delay));
    return CurrentRuntime.after(CurrentRuntime.clock().nanos(), delayNanos);
  }

  private static NoSuchElementException unknownKey() {
    return new NoSuchElementException("this queue has no value of that key: it has expired or was removed,"
        + " or the key is another queue's; use tryRemove() where that may be");
  }
}
