package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;

/** Throws. */
record Panic(boolean error) implements Step {
  @Override
  public Future<?> start(World world) {
    if (error) { throw new PlannedError(); }
    throw new PlannedPanic();
  }
}
