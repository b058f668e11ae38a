package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.LateStart;
import org.jspecify.annotations.Nullable;

/**
 * The life of a future that waits for something itself: completes once, is dropped once, says so when it is misused.
 *
 * <pre>
 *   LIVE -> COMPLETED   poller: complete(), in the poll that returns a value or throws
 *   LIVE -> DROPPED     owner: drop()
 * </pre>
 *
 * <p>Plain fields: polls and drop of a future are ordered by happens-before, see {@link Future}.
 *
 * @param <T> type of the value
 */
public abstract class LeafFuture<T extends @Nullable Object> implements Future<T> {
  private static final byte LIVE = 0;
  private static final byte COMPLETED = 1;
  private static final byte DROPPED = 2;

  private byte life; // written by whoever polls or drops

  /** A future that was never polled. */
  protected LeafFuture() {
  }

  /** First call of every poll. */
  protected final void requireLive() {
    if (life != LIVE) { throw misuse(); }
  }

  /**
   * In a poll, before it takes anything: when the deadline in force has passed, gives up the place in the queue, with what was handed over,
   * and throws. Costs a read of one field where nothing is in force. {@code here} is the poller's place.
   */
  protected final void requireInTime(LateStart kind, Ambient here) {
    if (here.taskLocals != null) {
      DeadlineRef passed = LateStart.passedAt(here);
      if (passed != null) { throw refuse(here, kind, passed); }
    }
  }

  private RuntimeException refuse(Ambient here, LateStart kind, DeadlineRef passed) {
    drop();
    kind.count(here);
    return passed.elapsed(describe());
  }

  /** Before the poll returns a value or throws: later polls are misuse, a later drop does nothing. */
  protected final void complete() {
    life = COMPLETED;
  }

  /** Gives up what was collected or queued for, once, unless the future has completed. */
  @Override
  public final void drop() {
    if (life == LIVE) {
      life = DROPPED;
      giveUp();
    }
  }

  /** Leaves queues and passes on what was handed over. Called at most once, and no poll follows. */
  protected abstract void giveUp();

  /** What the user calls this future, for messages. */
  protected abstract String describe();

  private IllegalStateException misuse() {
    return new IllegalStateException(life == DROPPED
        ? describe() + " polled after drop(): give up a future only when it is no longer needed,"
            + " and use borrow() for one that has to outlive a select or a timeout"
        : describe() + " polled after completion: it gives its result once, so keep the value,"
            + " or call the method again for a new future");
  }

  @Override
  public String toString() {
    return describe();
  }
}
