package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/**
 * The life of a future that is built from others: completes once, is dropped once, and says so when it is misused.
 *
 * <pre>
 *   LIVE      -> COMPLETED   poller: beginPoll(), so that a poll that throws or returns a value needs no further step
 *   COMPLETED -> LIVE        poller: suspend(), the poll ends as pending
 *   LIVE      -> DROPPED     owner: drop()
 * </pre>
 *
 * <p>Plain fields: polls and drop of a future are ordered by happens-before, see {@link Future}.
 *
 * @param <T> type of the value
 */
abstract class Composite<T extends @Nullable Object> implements Future<T> {
  private static final byte LIVE = 0;
  private static final byte COMPLETED = 1;
  private static final byte DROPPED = 2;

  private byte life; // written by whoever polls or drops

  /** First call of every poll. Unless {@link #suspend()} follows, this poll is the last. */
  final void beginPoll() {
    if (life != LIVE) { throw misuse(); }
    life = COMPLETED;
  }

  /** Last call of a poll that completes nothing: {@code return suspend();}. */
  final Poll<T> suspend() {
    life = LIVE;
    return Poll.pending();
  }

  /** Whether neither completed nor dropped. Not to be asked during a poll. */
  final boolean isLive() {
    return life == LIVE;
  }

  /** Drops the children of an unfinished future, once. */
  @Override
  public void drop() {
    if (life == LIVE) {
      life = DROPPED;
      dropChildren();
    }
  }

  /** Drops every child that has not completed. Called at most once, and no poll follows. */
  abstract void dropChildren();

  private IllegalStateException misuse() {
    String name = getClass().getSimpleName();
    return new IllegalStateException(
        life == DROPPED
            ? name + " polled after drop(): give up a future only when it is no longer needed,"
                + " and use borrow() for one that has to outlive a select or a timeout"
            : name + " polled after completion: a future gives its result once,"
                + " so keep the value, or make a new future for another round");
  }
}
