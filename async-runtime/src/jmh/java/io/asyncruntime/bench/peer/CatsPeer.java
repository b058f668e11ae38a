package io.asyncruntime.bench.peer;

import cats.effect.unsafe.IORuntime;
import scala.Function0;
import scala.runtime.BoxedUnit;

/** Cats Effect on its own work-stealing pool. Only the scenarios of {@link Tasks}: those are what it is known for. */
final class CatsPeer implements Peer {
  private final IORuntime runtime;

  CatsPeer() {
    var pool = IORuntime.createWorkStealingComputeThreadPool(POOL, "cats", "cats-blocker",
        IORuntime.createWorkStealingComputeThreadPool$default$4(),
        IORuntime.createWorkStealingComputeThreadPool$default$5(),
        IORuntime.createWorkStealingComputeThreadPool$default$6());
    Function0<BoxedUnit> shutdown = pool._2();
    runtime = IORuntime.builder().setCompute(pool._1(), shutdown).build();
  }

  @Override
  public Tasks tasks() {
    return new CatsTasks(runtime);
  }

  @Override
  public Locks locks() {
    throw notCompared();
  }

  @Override
  public Channels channels() {
    throw notCompared();
  }

  @Override
  public Waits waits() {
    throw notCompared();
  }

  @Override
  public Blocks blocks() {
    throw notCompared();
  }

  @Override
  public Parked parked() {
    throw notCompared();
  }

  private static IllegalStateException notCompared() {
    return new IllegalStateException("Cats Effect is a peer of the Tasks scenarios only: take -p peer=… without it");
  }

  @Override
  public void close() {
    runtime.shutdown().apply();
  }
}
