package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;

/** Turns the dial. */
record Turn() implements Step {
  @Override
  public Future<?> start(World world) {
    world.dial.turn();
    return Future.ready(null);
  }
}
