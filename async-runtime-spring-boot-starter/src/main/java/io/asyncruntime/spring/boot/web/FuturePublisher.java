package io.asyncruntime.spring.boot.web;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * A future as a publisher of its value, or of nothing where that is null. The first request spawns it (a {@code JoinHandle}
 * runs already); a cancelled subscription aborts the task, which drops the future. A future that fails is no panic of that
 * task, see {@link Outcome}. For one subscriber, as a future has one result; a {@link RepeatedFuture} may have several, one
 * after the other.
 */
final class FuturePublisher<T> implements Publisher<T> {
  private final Future<T> future;
  private final Supplier<AsyncRuntime> runtime;

  FuturePublisher(Future<T> future, Supplier<AsyncRuntime> runtime) {
    this.future = future;
    this.runtime = runtime;
  }

  @Override
  public void subscribe(Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    subscriber.onSubscribe(new TaskSubscription<>(subscriber, this::start, future));
  }

  private CompletableFuture<T> start() {
    if (future instanceof JoinHandle<T> running) return running.toCompletableFuture();
    return future instanceof RepeatedFuture<T> repeated ? repeated.begin(this::spawn) : spawn(future);
  }

  private CompletableFuture<T> spawn(Future<T> polled) {
    return Outcome.brought(runtime.get().spawn(Outcome.of(polled)));
  }
}
