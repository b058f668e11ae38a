package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.consumeBudget;

import io.asyncruntime.future.Future;

/** Takes one unit of the cooperative budget. */
record Budget() implements Step {
  @Override
  public Future<?> start(World world) {
    return consumeBudget();
  }
}
