package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import org.jspecify.annotations.Nullable;

/**
 * Tells tasks that something has happened, without saying what: the building block of one's own tools.
 *
 * <pre>{@code
 * Notify arrived = new Notify();
 *
 * void put(Item item) { items.add(item); arrived.notifyOne(); }
 *
 * Item take() {                       // in an async block
 *   for (;;) {
 *     Item item = items.poll();
 *     if (item != null) return item;
 *     await(arrived.notified());      // a notification between poll() and here is kept
 *   }
 * }
 * }</pre>
 *
 * <p>{@link #notifyOne()} and {@link #notifyLast()} without a waiter store one permit, never more, and the next
 * {@link #notified()} takes it. {@link #notifyWaiters()} stores nothing, but completes every {@code notified()} future that
 * exists, polled or not.
 *
 * <p><b>Fairness:</b> {@code notifyOne} takes the waiter that has waited longest, from its first poll or
 * {@link Notified#enable()} on; {@code notifyLast} the one that came last.
 *
 * <p><b>Cancellation:</b> dropping a waiter loses its place; one that was chosen by {@code notifyOne} or {@code notifyLast} and
 * had not been polled since passes the notification on in the same way.
 *
 * <p><b>Threads:</b> any thread may call any method. What one did before it notified is visible to whoever is notified. Not
 * subject to the cooperative budget.
 */
public final class Notify {
  private final NotifyCore core = new NotifyCore();

  /** Without a permit. */
  public Notify() {
  }

  /**
   * Waits for a notification, or takes the one that is stored.
   *
   * @return a future that {@link #notifyWaiters()} completes from now on, and the other two from its first poll on
   */
  @CheckReturnValue
  public Notified notified() {
    return new Notified(core);
  }

  /** Notifies the waiter that has waited longest; without one, stores the permit. */
  public void notifyOne() {
    core.notifyOne(NotifyCore.OLDEST);
  }

  /** Notifies the waiter that came last; without one, stores the permit. */
  public void notifyLast() {
    core.notifyOne(NotifyCore.NEWEST);
  }

  /** Notifies all {@link Notified} that exist now, polled or not. Stores nothing and leaves a stored permit alone. */
  public void notifyWaiters() {
    core.notifyAllWaiters();
  }

  /** Whether a permit is stored, and how many wait. */
  @Override
  public String toString() {
    return "Notify[" + core.describe() + "]";
  }

  /**
   * The wait for a notification. Once notified it stays ready, however often it is polled.
   *
   * <p>For one thread at a time.
   */
  public static final class Notified implements Future<Void> {
    private enum Stage {
      FRESH, QUEUED, NOTIFIED, DROPPED
    }

    private final NotifyCore core;
    private final long round;
    private final NotifyCore.NotifyWaiter waiter = new NotifyCore.NotifyWaiter();
    private Stage stage = Stage.FRESH;

    Notified(NotifyCore core) {
      this.core = core;
      round = core.round();
    }

    /**
     * Queues without a poll, so that {@code notifyOne} cannot miss it.
     *
     * @return true if already notified, which may have taken the stored permit; the future is ready then
     * @throws IllegalStateException after {@link #drop()}
     */
    public boolean enable() {
      return advance(null);
    }

    /**
     * Ready once notified.
     *
     * @throws IllegalStateException after {@link #drop()}
     */
    @Override
    public Poll<Void> poll(Context cx) {
      return advance(cx.waker()) ? Poll.ready(null) : Poll.pending();
    }

    /** Leaves the queue, and passes on a notification meant for one. Idempotent, and without effect once ready. */
    @Override
    public void drop() {
      Stage before = stage;
      if (before != Stage.NOTIFIED) {
        stage = Stage.DROPPED;
      }
      if (before == Stage.QUEUED) {
        core.leave(waiter);
      }
    }

    private boolean advance(@Nullable Waker waker) {
      boolean notified = switch (stage) {
        case FRESH -> core.takeOrQueue(waiter, round, waker);
        case QUEUED -> core.isNotified(waiter, waker);
        case NOTIFIED -> true;
        case DROPPED -> throw new IllegalStateException(
            "Notify.notified() polled after drop(): call notified() again for a new future");
      };
      stage = notified ? Stage.NOTIFIED : Stage.QUEUED;
      return notified;
    }
  }
}
