package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.wait.FairSemaphore.PermitWaiter;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A future that needs permits of a {@link FairSemaphore} to complete; costs a unit of the cooperative budget. The place in
 * the queue is that of the first poll; a waiter is allocated only if the permits are not free then.
 *
 * @param <T> type of the value
 */
public abstract class AcquireFuture<T extends @Nullable Object> extends LeafFuture<T> {
  private @Nullable PermitWaiter waiter;

  /** Not polled yet, so not queued. */
  protected AcquireFuture() {
  }

  @Override
  public final Poll<T> poll(Context cx) throws Exception {
    requireLive();
    Ambient here = Ambient.current();
    LateStart kind = lateKind();
    if (kind != null) {
      requireInTime(kind, here);
    }
    if (!Coop.proceed(cx, here)) { return Poll.pending(); }
    return switch (advance(cx)) {
      case PENDING -> {
        Coop.refund();
        yield Poll.pending();
      }
      case GRANTED -> {
        complete();
        yield granted();
      }
      case CLOSED -> {
        complete();
        throw closed();
      }
    };
  }

  /** Whose permits. Always the same; a subclass knows it anyway, so that it is no field here. */
  protected abstract FairSemaphore semaphore();

  /** How many permits. */
  protected abstract int permits();

  /** As what it counts when it is refused for being late; null where it never is. Always the same. */
  protected @Nullable LateStart lateKind() {
    return LateStart.ACQUIRE;
  }

  /** In the completing poll: the permits are there; if this throws it has given them back. */
  protected abstract Poll<T> granted() throws Exception;

  /** In the completing poll: the failure for a closed semaphore. To be overridden where the semaphore can be closed. */
  protected Exception closed() {
    return new IllegalStateException(describe() + ": closed");
  }

  @Override
  protected final void giveUp() {
    PermitWaiter queued = waiter;
    if (queued != null) {
      semaphore().cancel(queued);
    }
    gaveUp();
  }

  /** In a poll, before it queues. May complete this and throw. */
  protected void aboutToQueue() {
  }

  /** After the place in the queue was left because of {@link #drop()}. */
  protected void gaveUp() {
  }

  private Verdict advance(Context cx) {
    PermitWaiter queued = waiter;
    if (queued != null) { return semaphore().check(queued, cx.waker()); }
    Verdict verdict = semaphore().tryAcquire(permits());
    if (verdict != Verdict.PENDING) { return verdict; }
    aboutToQueue();
    PermitWaiter fresh = new PermitWaiter(permits());
    waiter = fresh;
    return semaphore().acquireOrQueue(fresh, cx.waker());
  }
}
