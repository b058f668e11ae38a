package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The subscriber's side of a task. Any thread may request or cancel; the task signals on the thread that completes it.
 *
 * <pre>
 *   WAITING -> STARTED    first request: the task is spawned
 *   WAITING -> DONE       cancelled before any request: the future is dropped; or a bad request: it fails
 *   STARTED -> DONE       cancelled: the task is aborted; or completed: the subscriber is told
 * </pre>
 */
final class TaskSubscription<T> implements Subscription {
  private enum State { WAITING, STARTED, DONE }

  private final Subscriber<? super T> subscriber;
  private final Supplier<CompletableFuture<T>> start;
  private final Future<T> future;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  // Written by the thread that starts the task, read by the one that cancels; start() looks at the state after writing it,
  // and cancel() writes the state before reading it, so that one of the two sees the other.
  private volatile @Nullable CompletableFuture<T> result;

  TaskSubscription(Subscriber<? super T> subscriber, Supplier<CompletableFuture<T>> start, Future<T> future) {
    this.subscriber = subscriber;
    this.start = start;
    this.future = future;
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      refuse(n);
    } else if (state.compareAndSet(State.WAITING, State.STARTED)) {
      start();
    }
  }

  private void start() {
    try {
      CompletableFuture<T> started = start.get();
      result = started;
      if (state.get() == State.DONE) started.cancel(true);
      started.whenComplete(this::completed);
    } catch (RuntimeException e) {
      completed(null, e);
    }
  }

  private void refuse(long n) {
    State before = state.getAndSet(State.DONE);
    if (before == State.DONE) return;
    giveUp(before);
    subscriber.onError(new IllegalArgumentException("request(" + n + "): must be at least 1"));
  }

  @Override
  public void cancel() {
    State before = state.getAndSet(State.DONE);
    if (before != State.DONE) giveUp(before);
  }

  private void giveUp(State before) {
    CompletableFuture<T> started = result;
    if (started != null) {
      started.cancel(true);
    } else if (before == State.WAITING) {
      abandon();
    }
  }

  private void abandon() {
    if (future instanceof JoinHandle<T> running) {
      running.abort();
    } else {
      future.drop();
    }
  }

  private void completed(@Nullable T value, @Nullable Throwable error) {
    if (state.getAndSet(State.DONE) == State.DONE) return;
    if (error != null) {
      subscriber.onError(error);
      return;
    }
    if (value != null) subscriber.onNext(value);
    subscriber.onComplete();
  }
}
