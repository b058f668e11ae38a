package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The first element of a publisher as a future: subscribed at the first poll, cancelled by its drop. It is ready when the
 * publisher has completed, which a transaction around it does after its commit, or at a second element.
 */
final class FirstElement<T> implements Subscriber<T> {
  private final CompletableFuture<T> first = new CompletableFuture<>();
  // Written once, by onSubscribe, before any other signal.
  private volatile @Nullable Subscription subscription;
  // Signals come one after the other.
  private boolean arrived;
  private @Nullable T value;

  private FirstElement() {
  }

  static Future<?> of(Publisher<?> publisher) {
    return Future.lazy(() -> subscribe(publisher));
  }

  private static <T> Future<T> subscribe(Publisher<T> publisher) {
    FirstElement<T> element = new FirstElement<>();
    publisher.subscribe(element);
    element.first.whenComplete((value, error) -> element.stop());
    return Future.from(element.first);
  }

  private void stop() {
    Subscription running = subscription;
    if (running != null) running.cancel();
  }

  @Override
  public void onSubscribe(Subscription started) {
    if (subscription != null || first.isDone()) {
      started.cancel();
      return;
    }
    subscription = started;
    started.request(2); // with one, a publisher of several would neither go on nor complete
  }

  @Override
  public void onNext(T next) {
    if (arrived) {
      onComplete();
    } else {
      arrived = true;
      value = next;
    }
  }

  @Override
  public void onError(Throwable error) {
    first.completeExceptionally(error);
  }

  @Override
  @SuppressWarnings("NullAway") // a publisher that ends without an element gives null
  public void onComplete() {
    first.complete(value);
  }
}
