package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/**
 * The futures a composite is waiting for, and which of them a poll visits. A child that has completed or failed is
 * forgotten at once: it is neither polled nor dropped again.
 *
 * <p>Threads: only whoever polls or drops the composite.
 */
abstract sealed class Children permits FewChildren, ManyChildren {
  /** Up to this number polling all of them is cheaper than keeping book of who was woken. */
  private static final int FEW = 32;

  /** What the composite is told about its children during a poll. Must not throw. */
  interface Outcomes {
    /** A child has completed; says whether to visit the next one. */
    boolean onValue(int index, @Nullable Object value);

    /** A child has failed; says whether to visit the next one. */
    boolean onFailure(int index, Throwable failure);
  }

  private final @Nullable Future<?>[] futures; // null where finished or dropped
  private int unfinished;
  private int turn; // whose turn it is to be polled first, see pollInTurn

  Children(Future<?>[] futures) {
    this.futures = futures;
    this.unfinished = futures.length;
  }

  /** For composites that need no fixed order. Takes over the array. */
  static Children of(Future<?>[] futures) {
    return futures.length <= FEW ? new FewChildren(futures) : new ManyChildren(futures);
  }

  /** For composites that visit all children from the first to the last at every poll. Takes over the array. */
  static Children ordered(Future<?>[] futures) {
    return new FewChildren(futures);
  }

  /**
   * Polls the children that may have news, each at most once. Stops early when {@code outcomes} says so.
   *
   * @param first where to begin, below {@link #size()}; then on to the last one, and from the first one on
   */
  abstract void poll(Context cx, int first, Outcomes outcomes);

  /**
   * As {@link #poll}, beginning one place further at each call. Otherwise a child that uses up the task's budget at
   * every poll would leave nothing to those behind it.
   */
  final void pollInTurn(Context cx, Outcomes outcomes) {
    int first = turn;
    turn = first + 1 < size() ? first + 1 : 0;
    poll(cx, first, outcomes);
  }

  /** Polls one child, if it is unfinished; says whether to visit the next one. */
  final boolean visit(int index, Context cx, Outcomes outcomes) {
    Future<?> future = futures[index];
    if (future == null) { return true; }
    Poll<?> answer;
    try {
      answer = future.poll(cx);
      if (!answer.isReady()) { return true; }
    } catch (Throwable failure) { // errors too: they are the failure of this child, and the others go on
      finish(index);
      return outcomes.onFailure(index, failure);
    }
    finish(index);
    return outcomes.onValue(index, answer.value());
  }

  private void finish(int index) {
    futures[index] = null;
    unfinished--;
  }

  /** Drops the unfinished children from the first to the last, and collects what that throws. */
  void drop(FailureCollector failures) {
    for (int i = 0; i < futures.length; i++) {
      Future<?> future = futures[i];
      if (future != null) {
        finish(i);
        failures.drop(future);
      }
    }
  }

  final boolean isFinished(int index) {
    return futures[index] == null;
  }

  final boolean allFinished() {
    return unfinished == 0;
  }

  final int size() {
    return futures.length;
  }
}
