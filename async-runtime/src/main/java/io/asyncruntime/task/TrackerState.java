package io.asyncruntime.task;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word of a {@link TaskTracker}: whether it is closed, how many tasks it has, and how often it was closed and empty
 * before (the round). A state machine; any thread makes any transition.
 *
 * <pre>
 *   closed?  count    ->  closed?  count    round
 *   any      n            same     n + 1    same    enter()
 *   open     n > 0        open     n - 1    same    leave()
 *   closed   n > 1        closed   n - 1    same    leave()
 *   closed   1            closed   0        + 1     leave(): the end was reached
 *   open     n > 0        closed   n        same    close()
 *   open     0            closed   0        + 1     close(): the end was reached
 *   any      n            open     n        same    reopen()
 * </pre>
 *
 * <p>The round changes in the same step in which the end is reached, so that whoever remembers the round of its start
 * learns of an end that has passed, whatever was spawned or reopened since. It wraps after 2^32 ends.
 *
 * <p>Every access is volatile: a waiter registers and then reads this word, who reaches the end writes this word and then
 * looks for waiters, so one of them sees the other. It also makes what a task wrote visible to who sees the end.
 */
final class TrackerState {
  private static final long CLOSED = 1;
  private static final long ONE_TASK = 1L << 1;
  private static final long ONE_ROUND = 1L << Integer.SIZE;
  private static final VarHandle WORD =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "word", VarHandle.class,
          TrackerState.class, long.class);

  private volatile long word; // round 32 bits, count 31 bits, closed 1 bit

  /** Counts a task more. */
  void enter() {
    WORD.getAndAdd(this, ONE_TASK);
  }

  /** Counts a task less. True if the end was reached by that: the caller wakes those who wait for it. */
  boolean leave() {
    while (true) {
      long before = word;
      long after = before - ONE_TASK;
      boolean end = isEnd(after);
      if (cas(before, end ? after + ONE_ROUND : after)) { return end; }
    }
  }

  /** Closes. True if the end was reached by that: the caller wakes those who wait for it. */
  boolean close() {
    while (true) {
      long before = word;
      if (isClosed(before)) { return false; }
      long after = before | CLOSED;
      boolean end = isEnd(after);
      if (cas(before, end ? after + ONE_ROUND : after)) { return end; }
    }
  }

  /** Opens. */
  void reopen() {
    WORD.getAndBitwiseAnd(this, ~CLOSED);
  }

  boolean isClosed() { return isClosed(word); }

  int count() {
    return (int) word >>> 1;
  }

  /** The present as {@link #hasEndedSince} takes it. */
  long mark() {
    return word;
  }

  /** Whether the tracker was closed and empty at {@code mark}, or at any time since. */
  boolean hasEndedSince(long mark) {
    return isEnd(mark) || mark >>> Integer.SIZE != word >>> Integer.SIZE;
  }

  private boolean cas(long before, long after) {
    return WORD.compareAndSet(this, before, after);
  }

  private static boolean isClosed(long word) {
    return (word & CLOSED) != 0;
  }

  private static boolean isEnd(long word) {
    return (int) word == CLOSED;
  }
}
