package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import java.util.Collections;

/** One step many times. */
record Repeat(int times, Step step) implements Step {
  @Override
  public Future<?> start(World world) {
    return new HandBody(world, Collections.nCopies(times, step));
  }

  @Override
  public void inBlock(World world) throws Exception {
    for (int i = 0; i < times; i++) {
      world.tick();
      step.inBlock(world);
    }
  }
}
