package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.ConditionFuture;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes, and receivers that want to know its latest state, not every change.
 *
 * <pre>{@code
 * Watch<Config> config = Watch.channel(Config.defaults());
 * Watch.Receiver<Config> receiver = config.subscribe();
 *
 * runtime.spawn(() -> {
 *   for (;;) { await(receiver.changed()); apply(receiver.borrowAndUpdate()); }
 * });
 * config.send(loaded);
 * }</pre>
 *
 * <p>This object is the sending end. It may be used by many threads; each send replaces the value as a whole.
 *
 * <p><b>Fairness:</b> all who wait are woken at each change, in the order in which they came. <b>Cancellation:</b> a dropped
 * {@code changed()} or {@code waitFor()} leaves no trace and misses nothing.
 *
 * <p><b>Threads:</b> any thread may call any method. What was done before a send is visible to whoever sees its value.
 *
 * @param <T> type of the value, which may be null
 */
public final class Watch<T extends @Nullable Object> {
  /** All that can change, in one reference. The version counts sends. */
  private record Snapshot<T extends @Nullable Object>(T value, long version, boolean closed) {
  }

  private final AtomicReference<Snapshot<T>> state;
  private final AtomicInteger receivers = new AtomicInteger();
  private final WaitQueue changes = new WaitQueue();
  private final WaitQueue departures = new WaitQueue();

  private Watch(T initial) {
    state = new AtomicReference<>(new Snapshot<>(initial, 0, false));
  }

  /** An open channel without receivers; they count the initial value as seen. */
  public static <T extends @Nullable Object> Watch<T> channel(T initial) {
    return new Watch<>(initial);
  }

  /**
   * Replaces the value, whether there are receivers or not, and tells them.
   *
   * @throws ClosedException after {@link #close()}
   */
  public void send(T value) {
    sendModify(before -> value);
  }

  /**
   * Replaces the value by what a function makes of it. If the function throws, nothing changes.
   *
   * @param change may be applied again when another send came first, so it should do nothing else; it may return its argument,
   *     which counts as a change
   * @throws ClosedException after {@link #close()}
   */
  public void sendModify(UnaryOperator<T> change) {
    Objects.requireNonNull(change, "change");
    replace(change, true);
  }

  /**
   * Replaces the value, as {@link #send} does.
   *
   * @return the value before
   * @throws ClosedException after {@link #close()}
   */
  public T sendReplace(T value) {
    return replace(before -> value, true).value;
  }

  /**
   * As {@link #sendModify}, but a function that returns its argument, the very object, changes nothing and tells nobody.
   *
   * @param change may be applied again when another send came first, so it should do nothing else
   * @return whether there is another value now
   * @throws ClosedException after {@link #close()}
   */
  public boolean sendIfModified(UnaryOperator<T> change) {
    Objects.requireNonNull(change, "change");
    boolean[] changed = {false};
    replace(before -> {
      T after = change.apply(before);
      changed[0] = after != before;
      return after;
    }, false);
    return changed[0];
  }

  /** The state before the change. With {@code always} an unchanged value counts as a change. */
  private Snapshot<T> replace(UnaryOperator<T> change, boolean always) {
    while (true) {
      Snapshot<T> seen = state.get();
      if (seen.closed) { throw new ClosedException("this watch channel was closed by its sender"); }
      T value = change.apply(seen.value);
      if (!always && value == seen.value) { return seen; }
      if (state.compareAndSet(seen, new Snapshot<>(value, seen.version + 1, false))) {
        changes.wakeAll();
        return seen;
      }
    }
  }

  /** The latest value. */
  public T borrow() {
    return state.get().value;
  }

  /** A new receiver, which counts the present value as seen. Close it when it is no longer needed. */
  public Receiver<T> subscribe() {
    receivers.incrementAndGet();
    return new Receiver<>(this);
  }

  /** How many receivers there are. */
  public int receiverCount() {
    return receivers.get();
  }

  /**
   * Waits until there is no receiver, which is so at first; costs a unit of the cooperative budget. A later
   * {@link #subscribe()} opens the channel again.
   */
  @CheckReturnValue
  public Future<Void> closed() {
    return new Closed(this);
  }

  /** Says that no value will follow. Receivers still see the last one. Idempotent. */
  public void close() {
    state.updateAndGet(seen -> new Snapshot<>(seen.value, seen.version, true));
    changes.wakeAll();
  }

  /** The value, and how often it has changed. */
  @Override
  public String toString() {
    Snapshot<T> seen = state.get();
    return "Watch[" + seen.value + ", version " + seen.version + (seen.closed ? ", closed]" : "]");
  }

  /**
   * The end that looks. It remembers which value it has seen. For one thread at a time.
   *
   * @param <T> type of the value
   */
  public static final class Receiver<T extends @Nullable Object> extends OneUse implements AutoCloseable {
    private static final long UNSEEN = -1; // no value has this version

    private final Watch<T> watch;
    private volatile long seen; // version; written by the thread that uses the receiver

    Receiver(Watch<T> watch) {
      this.watch = watch;
      seen = watch.state.get().version;
    }

    /**
     * Waits for a value that this receiver has not seen, and marks it as seen; costs a unit of the cooperative budget.
     *
     * @return a future that fails with {@link ClosedException} when the channel is closed and its last value was seen
     */
    @CheckReturnValue
    public Future<Void> changed() {
      return new Changed<>(this);
    }

    /**
     * Waits for a value that passes a test, the present one first, and marks it as seen; costs a unit of the cooperative
     * budget.
     *
     * @param test runs in polls; what it throws is the failure of the future
     * @return a future that fails with {@link ClosedException} when the channel is closed and its last value does not pass
     */
    @CheckReturnValue
    public Future<T> waitFor(Predicate<T> test) {
      return new WaitFor<>(this, Objects.requireNonNull(test, "test"));
    }

    /** The latest value, without marking it as seen. */
    public T borrow() {
      return watch.borrow();
    }

    /** The latest value, which counts as seen from now on. */
    public T borrowAndUpdate() {
      Snapshot<T> latest = watch.state.get();
      seen = latest.version;
      return latest.value;
    }

    /**
     * Whether there is a value that this receiver has not seen.
     *
     * @throws ClosedException when the channel is closed
     */
    public boolean hasChanged() {
      Snapshot<T> latest = watch.state.get();
      if (latest.closed) { throw new ClosedException("the watch channel is closed"); }
      return latest.version != seen;
    }

    /** Makes the present value count as not seen, so that {@link #changed()} is ready at once. */
    public void markChanged() {
      seen = UNSEEN;
    }

    /** Makes the present value count as seen, without looking at it. */
    public void markUnchanged() {
      seen = watch.state.get().version;
    }

    /** Ends the subscription; who waits with this receiver fails with {@link ClosedException}. Idempotent. */
    @Override
    public void close() {
      if (use()) {
        watch.changes.wakeAll();
        if (watch.receivers.decrementAndGet() == 0) {
          watch.departures.wakeAll();
        }
      }
    }

    /** The latest value, unless {@code unless} names its version; closed channels fail. */
    private @Nullable Snapshot<T> unseen(long unless) {
      Snapshot<T> latest = watch.state.get();
      if (isUsed()) { throw new ClosedException("this receiver was closed: subscribe() again"); }
      if (latest.version != unless) {
        seen = latest.version;
        return latest;
      }
      if (latest.closed) { throw new ClosedException("the watch channel is closed, no value will follow"); }
      return null;
    }
  }

  private static final class Changed<T extends @Nullable Object> extends ConditionFuture<Void> {
    private final Receiver<T> receiver;

    Changed(Receiver<T> receiver) {
      super(receiver.watch.changes);
      this.receiver = receiver;
    }

    @Override
    protected Poll<Void> attempt() {
      return receiver.unseen(receiver.seen) == null ? Poll.pending() : Poll.ready(null);
    }

    @Override
    protected String describe() {
      return "Watch.Receiver.changed()";
    }
  }

  private static final class WaitFor<T extends @Nullable Object> extends ConditionFuture<T> {
    private static final long NONE = -1;

    private final Receiver<T> receiver;
    private final Predicate<T> test;
    private long tested = NONE;

    WaitFor(Receiver<T> receiver, Predicate<T> test) {
      super(receiver.watch.changes);
      this.receiver = receiver;
      this.test = test;
    }

    @Override
    protected Poll<T> attempt() {
      for (Snapshot<T> next = receiver.unseen(tested); next != null; next = receiver.unseen(tested)) {
        tested = next.version;
        if (test.test(next.value)) { return Poll.ready(next.value); }
      }
      return Poll.pending();
    }

    @Override
    protected String describe() {
      return "Watch.Receiver.waitFor()";
    }
  }

  private static final class Closed extends ConditionFuture<Void> {
    private final Watch<?> watch;

    Closed(Watch<?> watch) {
      super(watch.departures);
      this.watch = watch;
    }

    @Override
    protected Poll<Void> attempt() {
      return watch.receivers.get() == 0 ? Poll.ready(null) : Poll.pending();
    }

    @Override
    protected String describe() {
      return "Watch.closed()";
    }
  }
}
