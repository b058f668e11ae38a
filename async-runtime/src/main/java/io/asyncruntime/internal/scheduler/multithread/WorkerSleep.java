package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.wait.Parker;

/**
 * How a worker falls asleep, sleeps (until the next timer, if it is the one that minds them) and gets up. The thread of a worker's
 * loop; its states are those of {@link IdleWorkers}.
 */
final class WorkerSleep {
  private final Worker loop;
  private final MultiThreadScheduler scheduler;

  WorkerSleep(Worker loop) {
    this.loop = loop;
    this.scheduler = loop.scheduler;
  }

  /** The worker has found nothing: it sleeps until there is a reason to be awake, unless a hook makes one. */
  void park(WorkerCore mine) {
    loop.leaveContext(); // it must not be kept alive by a worker that sleeps
    ThreadHooks.run(scheduler.config.threadHooks.park());
    mine.shared.owned.tidy();
    scheduler.tidy(); // the watchdog does, too, but may be switched off
    mine.bookTime();
    mine.countNoop();
    if (fallAsleep(mine)) {
      do {
        sleep(mine);
      } while (!getUp(mine));
    }
    mine.wokeUp();
    ThreadHooks.run(scheduler.config.threadHooks.unpark());
  }

  /** False when the park hook made work. */
  private boolean fallAsleep(WorkerCore mine) {
    if (mine.shared.hasTasks() || mine.shared.isHoldingBack()) { return false; }
    boolean nobodySearches = scheduler.goToSleep(mine.shared, mine.searching, false);
    mine.searching = false;
    if (nobodySearches) {
      scheduler.wakeOneIfWorkIsQueued();
    }
    return true;
  }

  private void sleep(WorkerCore mine) {
    mine.counters.increment(Counter.PARKS);
    Parker parker = mine.shared.parker;
    if (!scheduler.timerSeat.tryTake(mine.shared)) {
      parker.park();
    } else {
      long nanos = scheduler.nanosToNextTimer(); // after the seat was taken: see TimerSeat
      if (nanos > 0) {
        parker.park(nanos);
      }
      scheduler.timerSeat.leave();
      scheduler.timers.fireDue();
    }
    Thread.interrupted(); // between polls there is nobody on this thread whom an interrupt could be meant for
  }

  /** Whether there is a reason to be awake: work that a timer brought, the end, or somebody who woke this worker to search. */
  private boolean getUp(WorkerCore mine) {
    mine.shutdown = scheduler.isClosing();
    boolean hasReason = mine.shared.hasTasks() || mine.shared.isHoldingBack() || mine.shutdown;
    IdleWorkers.Rising rising = scheduler.idle.getUp(mine.shared.index, hasReason);
    mine.searching = rising == IdleWorkers.Rising.SEARCHING; // counted by whoever chose this worker
    mine.retiring = rising == IdleWorkers.Rising.RETIRING;
    return rising != IdleWorkers.Rising.ASLEEP;
  }
}
