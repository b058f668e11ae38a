package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How a future ended, as a value. Spring gets a failure as it gets a result, and has a handler for it; so the task that polls
 * the future for Spring has done its work when it hands the failure over, and does not count as panicked. An {@link Error} is
 * no outcome.
 */
record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {

  /** The end of {@code future}: never fails but with an {@link Error}. */
  static <T> Future<Outcome<T>> of(Future<T> future) {
    return future.map(value -> new Outcome<T>(value, null))
        .recover(failure -> Future.ready(new Outcome<>(null, failure)));
  }

  /** What the task brought, with the failure as the failure. Cancelling it aborts the task. */
  static <T> CompletableFuture<T> brought(JoinHandle<Outcome<T>> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    result.whenComplete((value, error) -> {
      if (result.isCancelled()) task.abort();
    });
    task.toCompletableFuture().whenComplete((outcome, error) -> {
      if (error == null) {
        outcome.complete(result);
      } else {
        result.completeExceptionally(error);
      }
    });
    return result;
  }

  @SuppressWarnings("NullAway") // a future of null gives null
  private void complete(CompletableFuture<T> result) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failure);
    }
  }
}
