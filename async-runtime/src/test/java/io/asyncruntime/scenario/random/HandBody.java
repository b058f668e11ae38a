package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps one after the other, as a hand-written future. */
final class HandBody implements Future<Void> {
  private final World world;
  private final Iterator<Step> steps;
  private @Nullable Future<?> current;

  HandBody(World world, List<Step> steps) {
    this.world = world;
    this.steps = steps.iterator();
  }

  @Override
  public Poll<Void> poll(Context cx) throws Exception {
    while (current != null || steps.hasNext()) {
      if (!isOver(begun(), cx)) { return Poll.pending(); }
    }
    return Poll.ready(null);
  }

  private Future<?> begun() {
    Future<?> step = current;
    if (step == null) {
      world.tick();
      step = steps.next().start(world);
    }
    current = null; // what throws counts as completed, and must not be dropped
    return step;
  }

  private boolean isOver(Future<?> step, Context cx) throws Exception {
    if (step.poll(cx).isReady()) { return true; }
    current = step;
    return false;
  }

  @Override
  public void drop() {
    Future<?> step = current;
    current = null;
    if (step != null) {
      step.drop();
    }
  }
}
