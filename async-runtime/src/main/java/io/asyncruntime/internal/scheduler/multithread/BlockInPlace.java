package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.coroutine.AsyncBlocks;
import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.internal.util.Failures;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Blocking work on the thread of a task: another thread is the worker meanwhile, from when there is something for it to do. Called
 * by the thread that is to block. Where that is the body of an async block on a virtual thread, the work may end on another
 * worker than it began on: so nothing that was read before the work is used after it.
 */
public final class BlockInPlace {
  private BlockInPlace() {}

  /** What {@code work} gives, with the exception rule of blocking calls. */
  public static <T extends @Nullable Object> T run(Callable<T> work) {
    Ambient here = Ambient.current();
    forbidWhereTheThreadIsNeeded(here);
    try {
      // What follows changes things of the polling thread, so an async block must not change over to another meanwhile.
      return AsyncBlocks.inPlace(
          () -> here.driver instanceof Worker worker ? onWorker(worker, here, work) : outside(here, work));
    } catch (Throwable failure) {
      throw Failures.unchecked(failure);
    }
  }

  private static void forbidWhereTheThreadIsNeeded(Ambient here) {
    if (here.inLocalSet) {
      throw new IllegalStateException(
          "blockInPlace inside a LocalSet would stop all its tasks: use spawnBlocking instead");
    }
    if (here.inAsyncCode() && here.runtime instanceof Scheduler current && !current.config().multiThread) {
      throw new IllegalStateException(
          "blockInPlace needs other workers, and a current-thread runtime has none: use spawnBlocking,"
              + " or the multi-thread flavor");
    }
  }

  private static <T extends @Nullable Object> T onWorker(Worker worker, Ambient here, Callable<T> work)
      throws Exception {
    WorkerCore core = worker.coreToGive();
    if (core == null) { // nested: given away already; or outside a poll
      return outside(here, work);
    }
    CoreLoans loans = worker.scheduler.loans;
    CoreLoan loan = new CoreLoan(core, loans); // before it is given away: there may be no memory
    try {
      worker.giveCore(core);
      loans.begin(loan);
      return outside(here, work);
    } finally {
      takeBack(worker, here, loan);
    }
  }

  /** Unless the work has moved to another thread: the loop it began in is no more then, and somebody else has to take the core. */
  private static void takeBack(Worker worker, Ambient before, CoreLoan loan) {
    Ambient here = Ambient.current();
    if (here != before || here.driver != worker) {
      loan.wake();
      return;
    }
    WorkerCore back = loan.take();
    if (back != null) {
      try {
        worker.scheduler.loans.end(back, loan);
      } finally {
        worker.takeCoreBack(back);
      }
    }
  }

  /** The same code, not in async code and with no budget. */
  private static <T extends @Nullable Object> T outside(Ambient here, Callable<T> work) throws Exception {
    int depth = here.asyncDepth;
    int budget = here.budget;
    Object coroutine = here.coroutine;
    here.asyncDepth = 0;
    here.budget = Ambient.UNCONSTRAINED;
    here.coroutine = null;
    try {
      return work.call();
    } finally {
      Ambient after = Ambient.current();
      after.asyncDepth = depth;
      after.budget = budget;
      after.coroutine = coroutine;
    }
  }
}
