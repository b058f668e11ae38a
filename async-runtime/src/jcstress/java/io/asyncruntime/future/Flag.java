package io.asyncruntime.future;

/** A waker that remembers being called, and a context of itself. */
final class Flag implements Waker, Context {
  private volatile boolean raised;

  @Override
  public void wake() {
    raised = true;
  }

  @Override
  public Waker waker() {
    return this;
  }

  boolean isRaised() { return raised; }
}
