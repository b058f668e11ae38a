package io.asyncruntime.sync;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.Convoys;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.LeafFuture;
import io.asyncruntime.sync.MutexCore.LockWaiter;
import org.jspecify.annotations.Nullable;

/**
 * {@link Mutex#lock}. Small, so that the uncontended path allocates little: the place in the queue is an object of its own
 * that is made only when there is a queue.
 */
final class LockFuture<T extends @Nullable Object> extends LeafFuture<Mutex.Guard<T>> {
  private final Mutex<T> mutex;
  private @Nullable LockWaiter waiter;

  LockFuture(Mutex<T> mutex) {
    this.mutex = mutex;
  }

  @Override
  public Poll<Mutex.Guard<T>> poll(Context cx) {
    requireLive();
    Ambient here = Ambient.current();
    requireInTime(LateStart.ACQUIRE, here);
    if (!Coop.proceed(cx, here)) { return Poll.pending(); }
    long turn = waiter == null ? mutex.core.tryLock(Convoys.taskAt(here)) : MutexCore.NOT_YET;
    if (turn == MutexCore.NOT_YET) {
      turn = waitForTurn(cx, here);
    }
    if (turn == MutexCore.NOT_YET) {
      Coop.refund();
      return Poll.pending();
    }
    complete();
    return Poll.ready(new MutexGuard<>(mutex, turn));
  }

  private long waitForTurn(Context cx, Ambient here) {
    LockWaiter queued = waiter;
    if (queued != null) { return mutex.core.turnOf(queued, cx.waker()); }
    LockWaiter fresh = new LockWaiter(Convoys.taskAt(here));
    long turn = mutex.core.lockOrQueue(fresh, cx.waker());
    if (turn == MutexCore.NOT_YET) {
      waiter = fresh;
    }
    return turn;
  }

  @Override
  protected void giveUp() {
    LockWaiter queued = waiter;
    if (queued != null) {
      mutex.core.cancel(queued);
    }
  }

  @Override
  protected String describe() {
    String name = mutex.core.name();
    return name.isEmpty() ? "Mutex.lock()" : "Mutex.lock() of " + Names.quote(name);
  }
}
