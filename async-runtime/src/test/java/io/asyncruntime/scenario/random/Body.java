package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import java.util.List;

/** What a task, or a branch of one, does: steps in their order, as an async block or as a hand-written future. */
record Body(Style style, List<Step> steps) {
  enum Style {
    BLOCK, HAND
  }

  /** A new future of it, whose life {@code world} keeps books of. */
  Future<Void> future(World world) {
    return tracked(world, Tracked.Role.BRANCH, () -> {});
  }

  /** As {@link #future}; {@code atEnd} runs once, when it is over in whatever way. */
  Tracked tracked(World world, Tracked.Role role, Runnable atEnd) {
    return new Tracked(world, this, role, atEnd);
  }

  /** The steps, in an async block. */
  void inBlock(World world) throws Exception {
    for (Step step : steps) {
      world.tick();
      step.inBlock(world);
    }
  }

  @Override
  public String toString() {
    return style + steps.toString();
  }
}
