package io.asyncruntime.scenario.random;

import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread outside the runtime: gives it bodies, with a pause after each, and then waits for them. */
record Driver(How how, List<Body> bodies, int pauseMicros) {
  enum How {
    /** As tasks, whose handles it joins in the end. */
    SPAWN,
    /** One after the other, on its own thread. */
    BLOCK_ON,
    /** In a local set. */
    LOCAL_SET
  }

  void run(World world) throws Exception {
    try {
      switch (how) {
        case SPAWN -> spawnAll(world);
        case BLOCK_ON -> blockOnAll(world);
        case LOCAL_SET -> runLocally(world);
      }
    } catch (RuntimeException | Error failure) {
      world.failed(failure);
    }
  }

  private void spawnAll(World world) throws InterruptedException {
    List<JoinHandle<Void>> handles = new ArrayList<>();
    for (Body body : bodies) {
      handles.add(world.spawn(body, () -> {}));
      pause();
    }
    for (JoinHandle<Void> handle : handles) {
      join(handle, world);
    }
  }

  private static void join(JoinHandle<Void> handle, World world) {
    try {
      handle.join();
    } catch (JoinException ended) {
      if (!world.isRightEnd(ended, false)) {
        world.fault("a task ended otherwise than it should", ended);
      }
    }
    if (!handle.isFinished()) {
      world.fault("joined, and not finished: " + handle, null);
    }
  }

  private void blockOnAll(World world) throws InterruptedException {
    for (Body body : bodies) {
      world.blockOn(body);
      pause();
    }
  }

  private void runLocally(World world) {
    try (LocalSet set = new LocalSet()) {
      for (Body body : bodies) {
        set.spawnLocal(body.tracked(world, Tracked.Role.LOCAL, () -> {})).drop();
      }
      world.runtime.blockOn(set.runUntil(bodies.get(0).tracked(world, Tracked.Role.ROOT, () -> {})));
      world.runtime.blockOn(set);
    }
  }

  private void pause() throws InterruptedException {
    if (pauseMicros > 0) {
      new CountDownLatch(1).await(pauseMicros, TimeUnit.MICROSECONDS);
    }
  }

  @Override
  public String toString() {
    Set<Body> different = new LinkedHashSet<>(bodies);
    return how + " " + bodies.size() + " bodies, a pause of " + pauseMicros + " us after each: "
        + (different.size() == 1 ? different : bodies);
  }
}
