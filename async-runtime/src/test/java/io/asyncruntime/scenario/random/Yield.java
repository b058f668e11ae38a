package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.future.Future;

/** Gives way. */
record Yield() implements Step {
  @Override
  public Future<?> start(World world) {
    return yieldNow();
  }
}
