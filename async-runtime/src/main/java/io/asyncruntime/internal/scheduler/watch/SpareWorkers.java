package io.asyncruntime.internal.scheduler.watch;

import io.asyncruntime.internal.scheduler.multithread.IdleWorkers;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Life;
import io.asyncruntime.internal.scheduler.multithread.MultiThreadScheduler;
import io.asyncruntime.internal.scheduler.multithread.WorkerShared;
import io.asyncruntime.internal.util.Log;
import io.asyncruntime.metrics.SpareWorker;
import java.util.List;

/**
 * Workers beside the configured ones, for as long as those are stuck: who comes, how many at the most, and who goes. What each is at
 * is the state machine of {@link IdleWorkers}. The watchdog's thread only.
 *
 * <p>A poll that does not end is a blocking job in the wrong place, and takes a thread like one. So both share one limit, the one that
 * was set for threads that may block: there are at most as many spare workers as {@code maxBlockingThreads} leaves beside the jobs
 * that run. One there may be in any case: jobs that wait for tasks would else keep out the worker that could run those.
 */
final class SpareWorkers {
  private static final Log LOG = Log.of("io.asyncruntime.runtime");

  private final MultiThreadScheduler scheduler;
  private final LongPollReporter reporter;
  private final long threshold;

  /** Whether the log says already that there may be no more. */
  private boolean limitSaid;

  SpareWorkers(MultiThreadScheduler scheduler, LongPollReporter reporter, long threshold) {
    this.scheduler = scheduler;
    this.reporter = reporter;
    this.threshold = threshold;
  }

  /** All workers are stuck, and work waits: one more, if there may be. */
  void add(List<Standstill> workers) {
    int there = count(workers);
    if (there >= limit()) {
      sayLimit(workers.size(), there);
      return;
    }
    WorkerShared place = freePlace(workers);
    if (scheduler.threads.lend(place)) { // else again the next time
      reporter.added(new SpareWorker(place.index, scheduler.workerCount + there));
    }
  }

  private int limit() {
    int left = scheduler.config.maxBlockingThreads - (scheduler.blocking.size() - scheduler.blocking.idle());
    return Math.min(Math.max(1, left), IdleWorkers.MOST_WORKERS - scheduler.workerCount);
  }

  private void sayLimit(int stuck, int there) {
    if (!limitSaid) {
      limitSaid = true;
      String text = "all " + stuck + " workers are stuck, " + there + " spare ones among them, and maxBlockingThreads ("
          + scheduler.config.maxBlockingThreads + ") leaves no thread for one more: tasks wait until a poll ends."
          + " Blocking work belongs in spawnBlocking or blockInPlace";
      reporter.tell(() -> LOG.warning(() -> text));
    }
  }

  /** Of the spare workers that have gone, or a new one. */
  private WorkerShared freePlace(List<Standstill> workers) {
    for (Standstill each : workers) {
      if (each.life() == Life.GONE) { return each.worker(); }
    }
    return scheduler.addPlace();
  }

  private int count(List<Standstill> workers) {
    int there = 0;
    for (Standstill each : workers) {
      if (isSpare(each) && each.life() != Life.GONE) {
        there++;
      }
    }
    return there;
  }

  private boolean isSpare(Standstill each) {
    return each.worker().index >= scheduler.workerCount;
  }

  /** A configured worker is back, or the runtime ends: all are to go. */
  void letAllGo(List<Standstill> workers) {
    for (Standstill each : workers) {
      if (isSpare(each)) {
        letGo(each);
      }
    }
    limitSaid = false;
  }

  /**
   * While the configured ones are stuck still: those go that have slept for as long as a poll may take, but for one, which is there for
   * what comes next.
   */
  void letIdleOnesGo(List<Standstill> workers, long now) {
    boolean oneStays = false;
    for (Standstill each : workers) {
      if (!isSpare(each) || !each.isIdleFor(now, threshold)) {
        continue;
      }
      if (oneStays) {
        letGo(each);
        limitSaid = false;
      }
      oneStays = true;
    }
    workers.stream().filter(each -> each.life() == Life.RETIRING).forEach(this::letGo);
  }

  /** Again while it is there: what it has to do for that may have been in nobody's hands the last time. */
  private void letGo(Standstill each) {
    WorkerShared worker = each.worker();
    if (each.life() == Life.GONE) { return; }
    scheduler.idle.retire(worker.index);
    scheduler.loans.bury(worker); // before: else it would be woken, and get a thread for that
    worker.wake();
  }
}
