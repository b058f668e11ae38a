package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The first element of a publisher as a future: subscribed at the first poll, cancelled by its drop. */
final class FirstElement<T> implements Subscriber<T> {
  private final CompletableFuture<T> first = new CompletableFuture<>();
  // Written once, by onSubscribe, before any other signal.
  private volatile @Nullable Subscription subscription;

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
    started.request(1);
  }

  @Override
  public void onNext(T value) {
    first.complete(value);
  }

  @Override
  public void onError(Throwable error) {
    first.completeExceptionally(error);
  }

  @Override
  @SuppressWarnings("NullAway") // a publisher that ends without an element gives null
  public void onComplete() {
    first.complete(null);
  }
}
