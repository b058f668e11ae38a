package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Require;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.LeafFuture;
import io.asyncruntime.internal.wait.Waiter;
import io.asyncruntime.internal.wait.WaiterList;
import io.asyncruntime.internal.wait.WakeBatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks wait for each other: nobody goes on before a certain number has arrived. Then all go on, and the barrier is as
 * new.
 *
 * <pre>{@code
 * Barrier everyone = new Barrier(10);
 *
 * if (await(everyone.arrive())) {    // true for one of the ten
 *   log.info("all there");
 * }
 * }</pre>
 *
 * <p><b>Fairness:</b> those who wait are woken in the order in which they came; the one that came last is the leader.
 *
 * <p><b>Cancellation:</b> arriving happens in the first poll and cannot be taken back. Dropping a waiting {@code arrive()} only
 * means that nobody is told.
 *
 * <p><b>Threads:</b> any thread may call any method. What was done before arriving is visible to all who go on.
 */
public final class Barrier {
  private final int parties;
  private final SpinLock lock = new SpinLock();
  private final WaiterList<Arrival> waiters = new WaiterList<>(); // guarded by lock
  private int arrived; // guarded by lock

  /**
   * A barrier for so many.
   *
   * @param n how many have to arrive; 0 is the same as 1
   * @throws IllegalArgumentException when negative
   */
  public Barrier(int n) {
    parties = Math.max(1, Require.atLeast("n", n, 0));
  }

  /**
   * Arrives (in the first poll), and waits for the others; costs a unit of the cooperative budget.
   *
   * @return a future of whether the caller is the leader, which one of all is
   */
  @CheckReturnValue
  public Future<Boolean> arrive() {
    return new Arrive(this);
  }

  /** How many have arrived, of how many. */
  @Override
  public String toString() {
    lock.lock();
    try {
      return "Barrier[" + arrived + " of " + parties + "]";
    } finally {
      lock.unlock();
    }
  }

  /** Whether the caller, which came last, opens the barrier. If not, it waits in the queue. */
  private boolean arriveOrQueue(Arrival arrival, Waker waker) {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      if (++arrived < parties) {
        arrival.setWaker(waker);
        waiters.addLast(arrival);
        return false;
      }
      open(wakers);
    } finally {
      lock.unlock();
    }
    wakers.wakeAll();
    return true;
  }

  private void open(WakeBatch wakers) {
    arrived = 0;
    for (Arrival other = waiters.pollFirst(); other != null; other = waiters.pollFirst()) {
      wakers.add(other);
      other.released = true;
    }
  }

  private boolean isReleased(Arrival arrival, Waker waker) {
    if (arrival.released || arrival.isWokenBy(waker)) { return arrival.released; }
    lock.lock();
    try {
      if (!arrival.released) {
        arrival.setWaker(waker);
      }
      return arrival.released;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Arrival arrival) {
    lock.lock();
    try {
      waiters.remove(arrival);
    } finally {
      lock.unlock();
    }
  }

  private static final class Arrival extends Waiter {
    private volatile boolean released; // written under the lock, read by the owner without it
  }

  private static final class Arrive extends LeafFuture<Boolean> {
    private final Barrier barrier;
    private @Nullable Arrival arrival;

    Arrive(Barrier barrier) {
      this.barrier = barrier;
    }

    @Override
    public Poll<Boolean> poll(Context cx) {
      requireLive();
      if (!Coop.proceed(cx)) { return Poll.pending(); }
      Arrival mine = arrival;
      boolean first = mine == null;
      if (mine == null) {
        mine = new Arrival();
        arrival = mine;
      }
      if (first ? barrier.arriveOrQueue(mine, cx.waker()) : barrier.isReleased(mine, cx.waker())) {
        complete();
        return Poll.ready(first);
      }
      Coop.refund();
      return Poll.pending();
    }

    @Override
    protected void giveUp() {
      if (arrival != null) {
        barrier.leave(arrival);
      }
    }

    @Override
    protected String describe() {
      return "Barrier.arrive()";
    }
  }
}
