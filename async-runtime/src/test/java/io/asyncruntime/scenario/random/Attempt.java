package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import java.util.List;

/** Steps whose planned exceptions it catches, and a step for afterwards in any case but that it is given up. */
record Attempt(List<Step> steps, Step after) implements Step {
  @Override
  public Future<?> start(World world) {
    return new HandBody(world, steps).recover(Attempt::forgive).then(ignored -> after.start(world));
  }

  @Override
  public void inBlock(World world) throws Exception {
    try {
      new Body(Body.Style.BLOCK, steps).inBlock(world);
    } catch (PlannedPanic caught) {
      world.tick();
    } finally {
      after.inBlock(world); // where the block is dropped it must not wait: await throws once more, and this ends
    }
  }

  static Future<Void> forgive(Throwable failure) {
    return failure instanceof PlannedPanic ? Future.ready(null) : Future.failed(failure);
  }
}
