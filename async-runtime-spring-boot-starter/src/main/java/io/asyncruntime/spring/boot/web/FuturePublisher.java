package io.asyncruntime.spring.boot.web;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.springframework.util.ClassUtils;
import reactor.core.CoreSubscriber;

/**
 * A future as a publisher of its value, or of nothing where that is null. The first request spawns it (a {@code JoinHandle}
 * runs already); a cancelled subscription aborts the task, which drops the future. A future that fails is no panic of that
 * task, see {@link Outcome}. For one subscriber, as a future has one result; a {@link RepeatedFuture} may have several, one
 * after the other.
 */
final class FuturePublisher<T> implements Publisher<T> {
  /** Elsewhere there are no requests, nor what a request's deadline is made of. */
  private static final boolean WEB = ClassUtils.isPresent(
      "org.springframework.web.context.request.RequestContextHolder", FuturePublisher.class.getClassLoader());

  private final Future<T> future;
  private final Supplier<AsyncRuntime> runtime;

  FuturePublisher(Future<T> future, Supplier<AsyncRuntime> runtime) {
    this.future = future;
    this.runtime = runtime;
  }

  @Override
  public void subscribe(Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    subscriber.onSubscribe(new TaskSubscription<>(subscriber, () -> start(deadlineOf(subscriber)), future));
  }

  /** Of the request whose answer this is, if it is one: WebFlux tells it by the context, MVC by the thread. */
  private static @Nullable RequestDeadline deadlineOf(Subscriber<?> subscriber) {
    if (!WEB) return null;
    RequestDeadline told = subscriber instanceof CoreSubscriber<?> reactor
        ? reactor.currentContext().<RequestDeadline>getOrDefault(RequestDeadline.class, null)
        : null;
    return told != null ? told : RequestDeadline.current();
  }

  private CompletableFuture<T> start(@Nullable RequestDeadline deadline) {
    if (future instanceof JoinHandle<T> running) {
      return deadline == null ? running.toCompletableFuture() : spawn(deadline.limiting(running), null);
    }
    return future instanceof RepeatedFuture<T> repeated
        ? repeated.begin(attempt -> spawn(attempt, deadline))
        : spawn(future, deadline);
  }

  private CompletableFuture<T> spawn(Future<T> polled, @Nullable RequestDeadline deadline) {
    return Outcome.brought(runtime.get().spawn(Outcome.of(deadline == null ? polled : deadline.limiting(polled))));
  }
}
