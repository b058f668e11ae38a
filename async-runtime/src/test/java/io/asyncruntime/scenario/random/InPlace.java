package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.blockInPlace;

import io.asyncruntime.future.Future;

/** Blocks its worker, which another thread takes over, and may run a branch meanwhile. Not on a current-thread runtime. */
record InPlace(int micros, Body branch) implements Step {
  @Override
  public Future<?> start(World world) {
    blockInPlace(() -> {
      Busy.spin(micros);
      if (!branch.steps().isEmpty()) {
        world.blockOn(branch);
      }
    });
    return Future.ready(null);
  }
}
