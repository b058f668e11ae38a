package io.asyncruntime.future;

/** Counts the children that have completed. */
final class Visits implements Children.Outcomes {
  private int completed;

  @Override
  public boolean onValue(int index, Object value) {
    completed++;
    return true;
  }

  @Override
  public boolean onFailure(int index, Throwable failure) {
    throw new AssertionError(failure);
  }

  int completed() {
    return completed;
  }
}
