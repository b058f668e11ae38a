package io.asyncruntime.future;

import io.asyncruntime.internal.util.Failures;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Future#from}. The first poll adds one dependent action to the stage, which leaves the outcome here and wakes.
 *
 * <p>Hand-over of the waker: the poller writes {@code waker} and reads {@code outcome} then, the stage's thread writes
 * {@code outcome} and reads {@code waker} then. Volatile accesses have one order, so at least one side sees the other's
 * write: the poll finds the outcome, or the stage's thread finds the waker of that poll.
 */
final class StageFuture<T extends @Nullable Object> extends Composite<T>
    implements
      BiConsumer<@Nullable T, @Nullable Throwable> {
  private final CompletionStage<? extends T> stage;
  private boolean registered; // poller only
  private volatile @Nullable Waker waker; // written by whoever polls or drops
  private volatile @Nullable Object outcome; // written once, by the stage: a Poll, or a Failed

  private record Failed(Throwable error) {}

  StageFuture(CompletionStage<? extends T> stage) {
    this.stage = stage;
  }

  @Override
  public Poll<T> poll(Context cx) {
    beginPoll();
    if (!registered) {
      registered = true;
      stage.whenComplete(this); // runs here and now if the stage is done, and finds no waker yet to call for nothing
    }
    if (outcome == null) {
      waker = cx.waker();
    }
    Object found = outcome;
    return found == null ? suspend() : take(found);
  }

  @SuppressWarnings("unchecked") // accept() stores nothing else
  private Poll<T> take(Object found) {
    if (found instanceof Failed failed) { throw Failures.sneaky(failed.error); }
    return (Poll<T>) found;
  }

  /** Called by the stage, on any thread, once. */
  @Override
  public void accept(@Nullable T value, @Nullable Throwable error) {
    outcome = error == null ? Poll.ready(value) : new Failed(unwrap(error));
    Waker waiting = waker;
    if (waiting != null) {
      waiting.wake();
    }
  }

  private static Throwable unwrap(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  @Override
  void dropChildren() {
    waker = null; // first, for cancelling completes the stage, which calls accept()
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException notCancellable) {
      // a CompletionStage need not have a CompletableFuture; there is nothing to cancel then
    }
  }
}
