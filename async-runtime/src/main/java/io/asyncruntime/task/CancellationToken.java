package io.asyncruntime.task;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.wait.WaitQueue;
import io.asyncruntime.internal.wait.Waiter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to stop that many tasks can look at and wait for. It is cancelled once and for ever, and with it all tokens
 * that descend from it; a child that is cancelled leaves its parent alone.
 *
 * <pre>{@code
 * CancellationToken stop = new CancellationToken();
 * runtime.spawn(stop.runUntilCancelled(serve()));
 * stop.cancel();
 * }</pre>
 *
 * <p>Any thread calls any method. What was written before {@link #cancel()} is visible to who sees the token cancelled. A
 * token does not know its children, so those that are forgotten cost nothing, whatever the age of the parent; a child
 * keeps its parent.
 *
 * <p><b>Fairness:</b> all who wait are woken, in the order in which they came. <b>Cancellation:</b> a dropped {@link #cancelled()}
 * leaves no trace; a dropped {@link #runUntilCancelled} drops its future.
 */
public final class CancellationToken {
  /*
   * A waiter registers with its own token and with each ancestor, and asks whether any of them is cancelled after that. So
   * cancel() has nobody to pass on to: it sets one flag, which all descendants see at once, and wakes one queue. The price is
   * that waiting costs a place a generation; the tree is a few generations deep.
   */
  private final @Nullable CancellationToken parent;
  private final int generation;
  private final WaitQueue waiting = new WaitQueue();
  private volatile boolean cancelled; // set by cancel()

  /** A token without a parent that is not cancelled. */
  public CancellationToken() {
    this.parent = null;
    this.generation = 0;
  }

  private CancellationToken(CancellationToken parent) {
    this.parent = parent;
    this.generation = parent.generation + 1;
  }

  /** A token that is cancelled with this one: at once, if this one is. */
  public CancellationToken childToken() {
    return new CancellationToken(this);
  }

  /** Cancels this token and its descendants, and wakes all who wait for that. Idempotent. */
  public void cancel() {
    cancelled = true;
    waiting.wakeAll();
  }

  /** Whether this token or an ancestor was cancelled. */
  public boolean isCancelled() {
    for (CancellationToken token = this; token != null; token = token.parent) {
      if (token.cancelled) { return true; }
    }
    return false;
  }

  /** Waits until this token is cancelled. Costs nothing of the cooperative budget. */
  @CheckReturnValue
  public Future<Void> cancelled() {
    return new AwaitCancelled(this);
  }

  /**
   * Cancels this token when closed, for try-with-resources: however the block is left, what depends on the token ends.
   *
   * @return a resource whose {@code close()} is {@link #cancel()} and throws nothing
   */
  public AutoCloseable cancelOnClose() {
    return this::cancel;
  }

  /**
   * Runs {@code future} until it is done or this token is cancelled. A token that is cancelled before the first poll wins;
   * afterwards the future is polled first, and wins if it completes in the poll in which both could.
   *
   * @param future owned by the result; dropped when the token is first
   * @param <T> type of the value
   * @return a future that throws a {@link java.util.concurrent.CancellationException} when the token is first
   */
  @CheckReturnValue
  public <T extends @Nullable Object> Future<T> runUntilCancelled(Future<T> future) {
    return new RunUntilCancelled<>(this, Objects.requireNonNull(future, "future"));
  }

  /** Whether cancelled. */
  @Override
  public String toString() {
    return isCancelled() ? "CancellationToken[cancelled]" : "CancellationToken[]";
  }

  /** A waiter's places in the queues of this token and its ancestors, not registered yet. */
  Waiter[] newPlaces() {
    Waiter[] places = new Waiter[generation + 1];
    for (int i = 0; i < places.length; i++) {
      places[i] = new Place();
    }
    return places;
  }

  /** Wakes {@code waker} when this token or an ancestor is cancelled. The caller asks {@link #isCancelled()} after that. */
  void register(Waiter[] places, Waker waker) {
    for (CancellationToken token = this; token != null; token = token.parent) {
      token.waiting.register(places[token.generation], waker);
    }
  }

  /** Wakes nobody any more. */
  void unregister(Waiter[] places) {
    for (CancellationToken token = this; token != null; token = token.parent) {
      token.waiting.unregister(places[token.generation]);
    }
  }

  /** How many wait for this token or a descendant; for tests. */
  int waiters() {
    return waiting.size();
  }

  private static final class Place extends Waiter {}
}
