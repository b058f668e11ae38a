package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.join.RawTask;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The view of a task as a {@link CompletableFuture}. It registers itself as the join waker, which fires once, after the
 * task has completed: so the second poll is always ready, and no two polls overlap.
 *
 * <p>Whoever completes it before the task does, a time limit say, has no use for the task, which is aborted. Any thread.
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
        super.complete(poll.value());
      }
    } catch (JoinException failure) {
      completeFrom(failure);
    } catch (Throwable misuse) {
      super.completeExceptionally(misuse);
    }
  }

  private void completeFrom(JoinException failure) {
    Throwable cause = failure.getCause();
    if (cause != null) {
      super.completeExceptionally(cause);
    } else {
      CancellationException cancelled = new CancellationException(failure.getMessage());
      cancelled.initCause(failure);
      super.completeExceptionally(cancelled);
    }
  }

  // ---- by others than the task: it is not wanted any more ----

  @Override
  public boolean complete(T value) {
    return abortIf(super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return abortIf(super.completeExceptionally(failure));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return abortIf(super.cancel(mayInterruptIfRunning));
  }

  @Override
  public void obtrudeValue(T value) {
    super.obtrudeValue(value);
    task.abort();
  }

  @Override
  public void obtrudeException(Throwable failure) {
    super.obtrudeException(failure);
    task.abort();
  }

  /** The JDK's own completes this past {@link #complete}. */
  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    Objects.requireNonNull(supplier, "supplier");
    executor.execute(() -> {
      try {
        complete(supplier.get());
      } catch (Throwable failure) {
        completeExceptionally(failure);
      }
    });
    return this;
  }

  private boolean abortIf(boolean completed) {
    if (completed) {
      task.abort();
    }
    return completed;
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
