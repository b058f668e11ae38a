package io.asyncruntime.future;

import io.asyncruntime.internal.ambient.Ambient;
import org.jspecify.annotations.Nullable;

/** What the two selects share: children of which the first one to complete or fail decides. Owned by one composite. */
final class Race implements Children.Outcomes {
  private static final int UNDECIDED = -1;

  private final Children children;
  private final boolean biased;
  private int winner = UNDECIDED;
  private @Nullable Object value;
  private @Nullable Throwable failure;

  /** Takes over the array, which is not empty. */
  Race(Future<?>[] futures, boolean biased) {
    this.children = biased ? Children.ordered(futures) : Children.of(futures);
    this.biased = biased;
  }

  /**
   * Polls the children until one completes or fails, from the top or from a random one on; says whether one has.
   *
   * <p>A task whose cooperative budget is used up gives way first: otherwise a select whose branches are outside the
   * budget would go on in the very poll that was to end.
   */
  boolean poll(Context cx) {
    Ambient here = Ambient.current();
    if (here.isBudgetSpent()) {
      cx.waker().wake();
      return false;
    }
    children.poll(cx, biased ? 0 : here.random().nextInt(children.size()), this);
    return winner != UNDECIDED;
  }

  @Override
  public boolean onValue(int index, @Nullable Object result) {
    winner = index;
    value = result;
    return false;
  }

  @Override
  public boolean onFailure(int index, Throwable thrown) {
    winner = index;
    failure = thrown;
    return false;
  }

  /** Drops the losers, or everyone while undecided; collects the winner's failure first, then what drops throw. */
  void end(FailureCollector failures) {
    if (failure != null) {
      failures.add(failure);
    }
    children.drop(failures);
  }

  /** Which child decided. */
  int winner() {
    return winner;
  }

  /** The winner's value, after {@link #end} without failures. */
  @Nullable
  Object value() {
    return value;
  }
}
