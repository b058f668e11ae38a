package io.asyncruntime.future;

import io.asyncruntime.internal.util.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Future#from}. The first poll adds one dependent action to the stage, which leaves the outcome in an object of its own and
 * wakes: so a stage that goes on after this was dropped keeps that object, and neither this nor whoever polled it. The JDK's stages
 * that cannot be cancelled do not even keep that.
 */
final class StageFuture<T extends @Nullable Object> extends Composite<T> {
  /** What {@link CompletableFuture#minimalCompletionStage} gives, and {@code CompletableFuture} itself never is. */
  private static final Class<?> MINIMAL = new CompletableFuture<>().minimalCompletionStage().getClass();

  private final CompletionStage<? extends T> stage;
  private @Nullable Settlement<T> settlement; // poller only; null before the first poll
  private @Nullable CompletableFuture<Object> release; // poller only; see addReleasable

  private record Failed(Throwable error) {}

  StageFuture(CompletionStage<? extends T> stage) {
    this.stage = stage;
  }

  @Override
  public Poll<T> poll(Context cx) {
    beginPoll();
    Settlement<T> mine = settlement;
    if (mine == null) {
      mine = new Settlement<>();
      settlement = mine;
      add(mine); // runs here and now if the stage is done, and finds no waker yet to call for nothing
    }
    if (mine.outcome == null) {
      mine.waker = cx.waker();
    }
    Object found = mine.outcome;
    return found == null ? suspend() : take(found);
  }

  private void add(Settlement<T> mine) {
    if (stage.getClass() == MINIMAL) {
      addReleasable((CompletableFuture<?>) stage, mine);
    } else {
      stage.whenComplete(mine);
    }
  }

  /** A dependent action cannot be taken back, except for the one kind that looks whether somebody else was quicker. */
  @SuppressWarnings("unchecked") // the value is the stage's, unless this was dropped
  private void addReleasable(CompletableFuture<?> minimal, Settlement<T> mine) {
    release = new CompletableFuture<>();
    CompletableFuture.anyOf(minimal, release).whenComplete((value, error) -> mine.accept((T) value, error));
  }

  @SuppressWarnings("unchecked") // a Settlement stores nothing else
  private Poll<T> take(Object found) {
    if (found instanceof Failed failed) { throw Failures.sneaky(failed.error); }
    return (Poll<T>) found;
  }

  @Override
  void dropChildren() {
    if (settlement != null) {
      settlement.waker = null; // first, for cancelling completes the stage, which calls accept()
    }
    if (release != null) {
      release.complete(null);
    } else if (stage.getClass() != MINIMAL) {
      cancel();
    }
  }

  private void cancel() {
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException notCancellable) {
      // a CompletionStage need not have a CompletableFuture; there is nothing to cancel then
    }
  }

  /**
   * Hand-over of the waker: the poller writes {@code waker} and reads {@code outcome} then, the stage's thread writes
   * {@code outcome} and reads {@code waker} then. Volatile accesses have one order, so at least one side sees the other's
   * write: the poll finds the outcome, or the stage's thread finds the waker of that poll.
   */
  private static final class Settlement<T extends @Nullable Object>
      implements
        BiConsumer<@Nullable T, @Nullable Throwable> {
    private volatile @Nullable Waker waker; // written by whoever polls or drops
    private volatile @Nullable Object outcome; // written once, by the stage: a Poll, or a Failed

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
  }
}
