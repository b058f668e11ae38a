package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;

/** The waker of one poll, for the models of lost wake-ups: it only remembers that it was called. */
final class LatestWaker implements Waker, Context {
  volatile boolean woken;

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public Waker waker() {
    return this;
  }
}
