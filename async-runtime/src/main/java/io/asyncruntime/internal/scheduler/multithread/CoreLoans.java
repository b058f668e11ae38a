package io.asyncruntime.internal.scheduler.multithread;

/**
 * What happens to the cores of workers in {@code blockInPlace}: whoever takes one is that worker from then on. Any thread, unless a
 * method says otherwise.
 *
 * <p>Where the system gives no thread, nobody is told but the log: the worker sleeps on, the others run its tasks, and it is tried
 * again whenever the worker would be woken, until the lender is back.
 */
public final class CoreLoans implements CoreLoan.Borrowers {
  private final MultiThreadScheduler scheduler;

  CoreLoans(MultiThreadScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * A worker about to block, which has given up its core. Where it has something to do a thread is got at once; else it goes to sleep
   * without one, to be woken as any other.
   */
  void begin(CoreLoan loan) {
    WorkerShared worker = loan.worker();
    boolean needsThread = worker.hasTasks() || worker.isHoldingBack();
    if (!needsThread || !lend(loan)) {
      layToSleep(worker, loan);
    }
  }

  /** As a worker's thread does when it falls asleep: first it can be woken, then it looks whether there is a reason. */
  private void layToSleep(WorkerShared worker, CoreLoan loan) {
    boolean mindsTimers = scheduler.timerSeat.tryTake(worker);
    loan.sleeps(mindsTimers);
    worker.loan = loan;
    boolean nobodySearches = scheduler.goToSleep(worker, false, true);
    loan.asleep();
    if (scheduler.isClosing() || (mindsTimers && scheduler.nanosToNextTimer() != Long.MAX_VALUE)) {
      loan.wake(); // only a thread can wait for a time
    } else if (nobodySearches) {
      scheduler.wakeOneIfWorkIsQueued();
    }
  }

  /** All is made before anybody takes the core: where there is no memory for it, there is no thread. */
  @Override
  public boolean lend(CoreLoan loan) {
    try {
      Worker loop = new Worker(scheduler, loan.core());
      return scheduler.threads.lend(() -> {
        WorkerCore core = loan.take();
        if (core != null) {
          core.searching = getUp(core, loan);
          loop.run();
        }
      });
    } catch (OutOfMemoryError none) {
      return false;
    }
  }

  /**
   * Whoever queued work relies on the one it has woken: so another has to look for it, if there is one with a thread. One without would
   * be called in vain, and call this one, and so on.
   */
  @Override
  public void sleepOn(CoreLoan loan) {
    int next = scheduler.idle.sleepOn(loan.worker().index, loan);
    if (next >= 0) {
      scheduler.wakeOneIfWorkIsQueued();
    }
  }

  /** The lender, back before anybody else has taken the core. */
  void end(WorkerCore core, CoreLoan loan) {
    boolean last = getUp(core, loan) && scheduler.idle.endSearch();
    if (last) {
      scheduler.wakeOneIfWorkIsQueued(); // whoever woke it to search must not rely on it: it has a poll to finish
    }
    if (!scheduler.isWatched() && scheduler.nobodyMindsTheTimers()) {
      scheduler.wakeOne();
    }
  }

  /**
   * The watchdog: a spare worker that was told to leave, and has no thread, needs none for that. Nothing happens where a thread is the
   * worker, or on its way: that one leaves.
   */
  public void bury(WorkerShared worker) {
    CoreLoan loan = worker.loan;
    if (loan == null) { return; }
    WorkerCore core = loan.takeAsleep();
    if (core != null) {
      getUp(core, loan);
      scheduler.threads.retire(core);
      scheduler.wakeOne();
    }
  }

  /** Whoever took the core. Whether it was woken to search, and counts as searching. */
  private boolean getUp(WorkerCore core, CoreLoan loan) {
    core.shared.loan = null;
    core.shutdown = scheduler.isClosing(); // after the loan: whoever ended the runtime may have woken that, and left no permit
    if (loan.mindedTimers()) {
      scheduler.timerSeat.leave();
    }
    if (!loan.slept()) { return false; }
    IdleWorkers.Rising rising = scheduler.idle.getUp(core.shared.index, true);
    core.retiring = rising == IdleWorkers.Rising.RETIRING;
    return rising == IdleWorkers.Rising.SEARCHING;
  }
}
