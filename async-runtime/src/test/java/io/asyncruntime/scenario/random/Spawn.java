package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;

/** A task more. */
record Spawn(Body child, Then then) implements Step {
  @Override
  public Future<?> start(World world) {
    return then.of(world.spawn(child, () -> {}), world);
  }
}
