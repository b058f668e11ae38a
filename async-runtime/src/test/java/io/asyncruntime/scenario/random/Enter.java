package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.await;

import io.asyncruntime.future.Future;
import java.util.List;

/** A critical section with steps in it. Sections in it are of a higher index, so that no two tasks wait for each other. */
record Enter(int shared, int amount, List<Step> inside) implements Step {
  @Override
  public Future<?> start(World world) {
    return new SectionFuture(world.shared(shared).enter(amount), new HandBody(world, inside));
  }

  @Override
  public void inBlock(World world) throws Exception {
    try (Section section = await(world.shared(shared).enter(amount))) {
      new Body(Body.Style.BLOCK, inside).inBlock(world);
      section.finish();
    }
  }
}
