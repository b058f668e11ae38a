package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Blocking work on a thread of the pool: computes, waits, and may run a branch. */
record Job(int busyMicros, int waitMicros, Body branch, Then then) implements Step {
  @Override
  public Future<?> start(World world) {
    JoinHandle<Void> handle = world.runtime.spawnBlocking(() -> work(world));
    world.books.jobSpawned(handle);
    return then.of(handle, world);
  }

  private void work(World world) throws InterruptedException {
    world.books.jobBegins();
    try {
      world.tick();
      Busy.spin(busyMicros);
      if (waitMicros > 0) {
        new CountDownLatch(1).await(waitMicros, TimeUnit.MICROSECONDS);
      }
      if (!branch.steps().isEmpty()) {
        world.blockOn(branch);
      }
    } finally {
      world.books.jobEnds();
    }
  }
}
