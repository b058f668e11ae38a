package io.asyncruntime.testkit;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;

/** The waker of one poll, for the models of lost wake-ups: it only remembers that it was called. */
public final class LatestWaker implements Waker, Context {
  private volatile boolean woken;

  /** Whether it was called. */
  public boolean isWoken() { return woken; }

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public Waker waker() {
    return this;
  }
}
