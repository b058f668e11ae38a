package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.internal.wait.ConditionFuture;
import java.util.Objects;
import java.util.Optional;

/**
 * A channel whose every receiver gets every value that was sent after it subscribed, in order.
 *
 * <pre>{@code
 * Broadcast<Quote> quotes = Broadcast.channel(256);
 * Broadcast.Receiver<Quote> receiver = quotes.subscribe();
 *
 * runtime.spawn(() -> {
 *   for (var quote = await(receiver.recv()); quote.isPresent(); quote = await(receiver.recv())) { show(quote.get()); }
 * });
 * quotes.send(quote);
 * }</pre>
 *
 * <p>This object is the sending end. Sending never waits: when the channel is full the oldest value is overwritten, and a
 * receiver that had not seen it gets a {@link LaggedException} that says how many it missed, and then goes on with the oldest
 * that is left. A slow receiver does not slow down the others.
 *
 * <p><b>Fairness:</b> all who wait are woken at each send, in the order in which they came. <b>Cancellation:</b> a dropped
 * {@code recv()} leaves no trace and misses nothing.
 *
 * <p><b>Threads:</b> any thread may send and subscribe; a receiver is for one thread at a time. What was done before a send is
 * visible to whoever receives the value.
 *
 * @param <T> type of the values, which are never null
 */
public final class Broadcast<T> {
  private final BroadcastRing<T> ring;

  private Broadcast(int capacity) {
    ring = new BroadcastRing<>(capacity);
  }

  /**
   * An open channel without receivers.
   *
   * @param capacity how many values it keeps for slow receivers, 1 to {@value BroadcastRing#MAX_CAPACITY}; rounded up to a
   *     power of two
   * @throws IllegalArgumentException when the capacity is out of range
   */
  public static <T> Broadcast<T> channel(int capacity) {
    return new Broadcast<>(capacity);
  }

  /**
   * Sends a value to all who are subscribed now. Without any, the value is not kept; a later send may find some.
   *
   * @return how many receivers can get it
   * @throws ClosedException after {@link #close()}
   */
  public int send(T value) {
    return ring.send(Objects.requireNonNull(value, "value"));
  }

  /** A new receiver, for values sent from now on. Close it when it is no longer needed. */
  public Receiver<T> subscribe() {
    return new Receiver<>(ring);
  }

  /** How many values the channel keeps for a receiver that has not seen them yet. */
  public int size() {
    return ring.size();
  }

  /** How many receivers there are. */
  public int receiverCount() {
    return ring.receivers();
  }

  /**
   * Waits until there is no receiver, which is so at first; costs a unit of the cooperative budget. A later
   * {@link #subscribe()} opens the channel again.
   */
  @CheckReturnValue
  public Future<Void> closed() {
    return new Closed(ring);
  }

  /** Says that no value will follow. Receivers get what was sent before, then an empty {@code Optional}. Idempotent. */
  public void close() {
    ring.close();
  }

  /** How many receivers it has. */
  @Override
  public String toString() {
    return "Broadcast[" + receiverCount() + " receivers]";
  }

  /**
   * The end that receives. For one thread at a time.
   *
   * @param <T> type of the values
   */
  public static final class Receiver<T> extends OneUse implements AutoCloseable {
    private final BroadcastRing<T> ring;
    private final BroadcastRing.Cursor cursor;

    Receiver(BroadcastRing<T> ring) {
      this.ring = ring;
      cursor = ring.subscribe();
    }

    /**
     * The next value; costs a unit of the cooperative budget.
     *
     * @return a future of the value, or of empty when the channel is closed and all was received; it fails with
     *     {@link LaggedException} when values were missed, and with {@link ClosedException} when this receiver is closed
     */
    @CheckReturnValue
    public Future<Optional<T>> recv() {
      return new Recv<>(this);
    }

    /**
     * The next value if there is one; empty when there is none yet, and when none will come. Does not wait.
     *
     * @throws LaggedException when values were missed
     * @throws ClosedException when this receiver is closed
     */
    public Optional<T> tryRecv() {
      Poll<Optional<T>> answer = take();
      return answer.isReady() ? answer.value() : Optional.empty();
    }

    /** How many values it has not received, those that were overwritten included. */
    public long size() {
      return ring.unreceived(cursor);
    }

    /** A new receiver, for values sent from now on, whatever this one has received. */
    public Receiver<T> resubscribe() {
      return new Receiver<>(ring);
    }

    /**
     * As {@link #recv()}, blocking the calling plain thread.
     *
     * @throws IllegalStateException in async code: await {@link #recv()} there
     * @throws LaggedException when values were missed
     * @throws ClosedException when this receiver is closed
     * @throws java.util.concurrent.CompletionException around an {@link InterruptedException}, with the flag set again
     */
    public Optional<T> blockingRecv() {
      return BlockingWait.await(recv(), "blockingRecv()", "await recv() instead");
    }

    /** Whether the channel is closed and all was received. */
    public boolean isEnded() {
      return isUsed() || ring.isAtEnd(cursor);
    }

    /** Ends the subscription; who waits with this receiver fails with {@link ClosedException}. Idempotent. */
    @Override
    public void close() {
      if (use()) {
        ring.unsubscribe(cursor);
      }
    }

    private Poll<Optional<T>> take() {
      if (isUsed()) { throw new ClosedException("this receiver was closed: subscribe() again"); }
      return ring.take(cursor);
    }
  }

  private static final class Recv<T> extends ConditionFuture<Optional<T>> {
    private final Receiver<T> receiver;

    Recv(Receiver<T> receiver) {
      super(receiver.ring.arrivals());
      this.receiver = receiver;
    }

    @Override
    protected Poll<Optional<T>> attempt() {
      return receiver.take();
    }

    @Override
    protected String describe() {
      return "Broadcast.Receiver.recv()";
    }
  }

  private static final class Closed extends ConditionFuture<Void> {
    private final BroadcastRing<?> ring;

    Closed(BroadcastRing<?> ring) {
      super(ring.departures());
      this.ring = ring;
    }

    @Override
    protected Poll<Void> attempt() {
      return ring.receivers() == 0 ? Poll.ready(null) : Poll.pending();
    }

    @Override
    protected String describe() {
      return "Broadcast.closed()";
    }
  }
}
