package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Work is queued while a worker falls asleep. The queue is a count; when all calls have ended, queued work has a worker that is
 * awake and will find it.
 */
class IdleWorkersLincheckTest {
  @Test
  void whoeverQueuesWorkWakesSomebodyOrASearcherFindsIt() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aSleeperThatDoesNotLookOnceMoreIsFoundOut() {
    ModelCheck.doesNotEndWell(Careless.class);
  }

  /** One worker, which searches before it sleeps, and anybody who queues. */
  public static class Sound {
    private final IdleWorkers idle = new IdleWorkers(1);
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger permits = new AtomicInteger();
    private volatile boolean asleep; // written by the worker
    private boolean searching; // the worker's

    @Operation
    public void queueWork() {
      queued.incrementAndGet();
      wakeOne();
    }

    private void wakeOne() {
      if (idle.wakeOne() >= 0) {
        permits.incrementAndGet();
      }
    }

    /** The worker's loop: wakes up if there is a permit; takes what there is; else searches, and sleeps. */
    @Operation(nonParallelGroup = "worker")
    public void turn() {
      if (asleep && !takePermit()) { return; }
      if (!searching) {
        searching = idle.beginSearch();
      }
      if (takeWork()) {
        stopSearching();
      } else {
        fallAsleep();
      }
    }

    private boolean takePermit() {
      if (permits.get() == 0) { return false; }
      permits.decrementAndGet();
      asleep = false;
      searching = idle.getUp(0, false) == IdleWorkers.Rising.SEARCHING;
      return true;
    }

    private boolean takeWork() {
      int there = queued.get();
      return there > 0 && queued.compareAndSet(there, there - 1);
    }

    private void stopSearching() {
      if (searching && idle.endSearch() && queued.get() > 0) {
        wakeOne();
      }
      searching = false;
    }

    private void fallAsleep() {
      asleep = true;
      boolean look = idle.sleep(0, searching, false);
      searching = false;
      if (look && looksOnceMore() && queued.get() > 0) {
        wakeOne();
      }
    }

    boolean looksOnceMore() {
      return true;
    }

    /** After all calls. */
    @Validate
    public void noWakeIsLost() {
      if (queued.get() > 0 && asleep && permits.get() == 0) {
        throw new IllegalStateException(queued.get() + " queued, and everybody sleeps");
      }
    }
  }

  /** The seeded fault. */
  public static class Careless extends Sound {
    @Override
    boolean looksOnceMore() {
      return false;
    }
  }
}
