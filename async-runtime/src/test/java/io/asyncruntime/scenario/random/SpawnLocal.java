package io.asyncruntime.scenario.random;

import io.asyncruntime.Async;
import io.asyncruntime.future.Future;

/** A task more of the local set that this task belongs to. */
record SpawnLocal(Body child, Then then) implements Step {
  @Override
  public Future<?> start(World world) {
    return then.of(Async.spawnLocal(child.tracked(world, Tracked.Role.LOCAL, () -> {})), world);
  }
}
