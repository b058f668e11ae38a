package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.join.RawTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The view of a task as a {@link CompletableFuture}. It registers itself as the join waker, which fires once, after the
 * task has completed: so the second poll is always ready, and no two polls overlap.
 */
final class JoinedCompletableFuture<T extends @Nullable Object> extends CompletableFuture<T> implements Waker, Context {
  private final RawTask<T> task;

  private JoinedCompletableFuture(RawTask<T> task) {
    this.task = task;
  }

  static <T extends @Nullable Object> JoinedCompletableFuture<T> of(RawTask<T> task) {
    JoinedCompletableFuture<T> view = new JoinedCompletableFuture<>(task);
    view.wake();
    return view;
  }

  /** Any thread: the caller of {@link #of} first, later whoever completes the task. */
  @Override
  public void wake() {
    try {
      Poll<T> poll = task.pollJoin(this);
      if (poll.isReady()) {
        complete(poll.value());
      }
    } catch (JoinException failure) {
      completeFrom(failure);
    } catch (Throwable misuse) {
      completeExceptionally(misuse);
    }
  }

  private void completeFrom(JoinException failure) {
    Throwable cause = failure.getCause();
    if (cause != null) {
      completeExceptionally(cause);
    } else {
      CancellationException cancelled = new CancellationException(failure.getMessage());
      cancelled.initCause(failure);
      completeExceptionally(cancelled);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      task.abort();
    }
    return cancelled;
  }

  /** Stages made from this one are plain: cancelling them does not reach the task. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  @Override
  public Waker waker() {
    return this;
  }
}
