package io.asyncruntime.future;

import io.asyncruntime.internal.util.Failures;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@link Futures#first}. Subscribes at the first poll, asks for one element, and cancels the subscription with it or when
 * dropped.
 *
 * <pre>
 *   subscription:  null -> S      publisher: onSubscribe(S)
 *                  null -> ENDED  owner: drop(), before the publisher answered; a later S is cancelled at once
 *                  S    -> ENDED  publisher: an end, or the element; owner: drop(). Whoever comes first may cancel S
 * </pre>
 *
 * <p>The outcome and the waker are handed over as in {@link StageFuture}: each side writes its own and then reads the other's.
 */
final class FirstFuture<T> extends Composite<Optional<T>> implements Flow.Subscriber<T> {
  private static final Flow.Subscription ENDED = new Ended();

  private final Flow.Publisher<? extends T> publisher;
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
  private boolean subscribed; // poller only
  private volatile @Nullable Waker waker; // written by whoever polls or drops
  private volatile @Nullable Object outcome; // written by the publisher, whose signals are serial: a Poll, or a Failed

  private record Failed(Throwable error) {}

  private record Ended() implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }

  FirstFuture(Flow.Publisher<? extends T> publisher) {
    this.publisher = publisher;
  }

  @Override
  public Poll<Optional<T>> poll(Context cx) {
    beginPoll();
    if (!subscribed) {
      subscribed = true;
      publisher.subscribe(this); // what it signals here and now finds no waker yet to call for nothing
    }
    if (outcome == null) {
      waker = cx.waker();
    }
    Object found = outcome;
    return found == null ? suspend() : take(found);
  }

  @SuppressWarnings("unchecked") // finish() stores nothing else
  private Poll<Optional<T>> take(Object found) {
    if (found instanceof Failed failed) { throw Failures.sneaky(failed.error); }
    return (Poll<Optional<T>>) found;
  }

  /** Called by the publisher, on any thread. A second subscription is not wanted. */
  @Override
  public void onSubscribe(Flow.Subscription given) {
    Objects.requireNonNull(given, "subscription");
    if (subscription.compareAndSet(null, given)) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  /** Called by the publisher, on any thread. The first element is the outcome, and the last that is wanted. */
  @Override
  public void onNext(T element) {
    Objects.requireNonNull(element, "element");
    cancel();
    finish(Poll.ready(Optional.of(element)));
  }

  /** Called by the publisher, on any thread. */
  @Override
  public void onError(Throwable error) {
    Objects.requireNonNull(error, "error");
    subscription.set(ENDED);
    finish(new Failed(error));
  }

  /** Called by the publisher, on any thread. */
  @Override
  public void onComplete() {
    subscription.set(ENDED);
    finish(Poll.ready(Optional.empty()));
  }

  private void finish(Object result) {
    if (outcome != null) { return; } // a publisher may go on for a while after cancel()
    outcome = result;
    Waker waiting = waker;
    if (waiting != null) {
      waiting.wake();
    }
  }

  private void cancel() {
    Flow.Subscription given = subscription.getAndSet(ENDED);
    if (given != null) {
      given.cancel();
    }
  }

  @Override
  void dropChildren() {
    waker = null;
    cancel();
  }
}
