package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.internal.wait.FairSemaphore.PermitWaiter;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import io.asyncruntime.internal.wait.LeafFuture;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that the first one to need it computes, asynchronously; the others wait for it.
 *
 * <pre>{@code
 * OnceCell<Connection> connection = new OnceCell<>();
 *
 * Connection shared = await(connection.getOrInit(() -> connect(address)));
 * }</pre>
 *
 * <p>One initialiser runs at a time. If it fails or is dropped, the one that has waited longest tries with its own; the
 * failure is seen by the one whose initialiser it was. An initialiser that asks the cell for its value waits for ever.
 *
 * <p><b>Fairness:</b> strictly first come, first served, in the order of the first poll. <b>Cancellation:</b> dropping the
 * future that runs the initialiser drops the initialiser and lets the next one try; dropping another one loses its place.
 *
 * <p><b>Threads:</b> any thread may call any method. What was done before the cell was set is visible to whoever sees the value.
 *
 * @param <T> type of the value, which is never null
 */
public final class OnceCell<T> {
  /** The right to initialise; closed once there is a value. */
  private final FairSemaphore turn = new FairSemaphore(1);

  private volatile @Nullable T value; // written once, by who has the turn

  /** Not set. */
  public OnceCell() {
  }

  /**
   * The value; if there is none, and nobody else is computing it, the initialiser computes it. Waiting costs a unit of the
   * cooperative budget.
   *
   * @param init makes the future of the value, in a poll; called only if there is no value
   * @return a future of the value, or of the failure of {@code init}; a null value is a {@link NullPointerException}
   */
  @CheckReturnValue
  public Future<T> getOrInit(Supplier<? extends Future<T>> init) {
    return new GetOrInit<>(this, Objects.requireNonNull(init, "init"));
  }

  /** The value, if it is set. Does not wait. */
  public Optional<T> get() {
    return Optional.ofNullable(value);
  }

  /**
   * Sets the value from outside.
   *
   * @return false, and nothing is set, when there is a value, or someone is computing one
   */
  public boolean set(T newValue) {
    Objects.requireNonNull(newValue, "value");
    boolean mine = turn.tryAcquire(1) == Verdict.GRANTED;
    if (mine) {
      publish(newValue);
    }
    return mine;
  }

  /** The value, if it is set. */
  @Override
  public String toString() {
    return "OnceCell[" + get().map(Object::toString).orElse("not set") + "]";
  }

  /** Who has the turn. */
  private void publish(T newValue) {
    value = newValue;
    turn.close();
  }

  private static final class GetOrInit<T> extends LeafFuture<T> {
    private final OnceCell<T> cell;
    private final Supplier<? extends Future<T>> init;
    private @Nullable PermitWaiter waiter; // while queued
    private @Nullable Future<T> running; // while having the turn

    GetOrInit(OnceCell<T> cell, Supplier<? extends Future<T>> init) {
      this.cell = cell;
      this.init = init;
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
      requireLive();
      if (running == null) {
        T present = cell.value;
        if (present != null) { return finish(present); }
        if (!takeTurn(cx)) { return Poll.pending(); }
      }
      return running == null ? finish(Objects.requireNonNull(cell.value)) : initialise(cx, running);
    }

    @Override
    protected void giveUp() {
      Future<T> unfinished = running;
      if (unfinished == null) {
        leaveQueue();
        return;
      }
      try {
        unfinished.drop();
      } finally {
        cell.turn.release(1);
      }
    }

    /** False when pending. When true and {@code running} is still null, the cell was set by another. */
    private boolean takeTurn(Context cx) throws Exception {
      if (!Coop.proceed(cx)) { return false; }
      switch (advance(cx)) {
        case PENDING -> {
          Coop.refund();
          return false;
        }
        case GRANTED -> {
          waiter = null;
          start();
        }
        case CLOSED -> waiter = null;
      }
      return true;
    }

    private Verdict advance(Context cx) {
      PermitWaiter queued = waiter;
      if (queued != null) { return cell.turn.check(queued, cx.waker()); }
      PermitWaiter fresh = new PermitWaiter(1);
      waiter = fresh;
      return cell.turn.acquireOrQueue(fresh, cx.waker());
    }

    private void start() {
      boolean made = false;
      try {
        running = Objects.requireNonNull(init.get(), "the initialiser of a OnceCell made no future");
        made = true;
      } finally {
        if (!made) {
          fail();
        }
      }
    }

    private Poll<T> initialise(Context cx, Future<T> initialiser) throws Exception {
      boolean failed = true;
      try {
        Poll<T> answer = initialiser.poll(cx);
        if (!answer.isReady()) {
          failed = false;
          return answer;
        }
        T made = Objects.requireNonNull(answer.value(), "the initialiser of a OnceCell gave null");
        failed = false;
        complete();
        cell.publish(made);
        return answer;
      } finally {
        if (failed) {
          fail();
        }
      }
    }

    private void fail() {
      complete();
      running = null;
      cell.turn.release(1);
    }

    private Poll<T> finish(T present) {
      complete();
      leaveQueue();
      return Poll.ready(present);
    }

    private void leaveQueue() {
      PermitWaiter queued = waiter;
      if (queued != null) {
        waiter = null;
        cell.turn.cancel(queued);
      }
    }

    @Override
    protected String describe() {
      return "OnceCell.getOrInit()";
    }
  }
}
