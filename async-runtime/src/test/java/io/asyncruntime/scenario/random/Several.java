package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import java.util.List;

/** Branches of one task at once. */
record Several(Way way, List<Body> branches) implements Step {
  enum Way {
    JOIN, TRY_JOIN, SELECT, SELECT_BIASED
  }

  @Override
  public Future<?> start(World world) {
    return combined(branches.stream().map(branch -> branch.future(world)).toList()).recover(Attempt::forgive);
  }

  private Future<Void> combined(List<Future<Void>> futures) {
    return switch (way) {
      case JOIN -> Futures.join(futures).map(all -> null);
      case TRY_JOIN -> Futures.tryJoin(futures).map(all -> null);
      case SELECT -> Futures.select(futures);
      case SELECT_BIASED -> Futures.selectBiased(futures);
    };
  }
}
