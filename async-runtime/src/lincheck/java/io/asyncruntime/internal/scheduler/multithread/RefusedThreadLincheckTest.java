package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.task.OwnedTasks;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A worker whose core is given away is woken where the system gives no thread, while the lender comes back. When all calls have
 * ended, {@link IdleWorkers} counts it as what it is: asleep, or awake and not searching.
 */
class RefusedThreadLincheckTest {
  @Test
  void theWorkerCountsAsAsleepOrAsAwake() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aLenderThatLooksBeforeItTakesTheCoreIsFoundOut() {
    ModelCheck.doesNotEndWell(LooksTooEarly.class);
  }

  /** One worker, no thread. */
  public static class Sound implements CoreLoan.Borrowers {
    private static final WorkerCore CORE = new WorkerCore(new WorkerShared(0, new OwnedTasks(1).addShard()),
        new RecentClock(Clock.system()), new FastRandom(1), 61, true);

    final IdleWorkers idle = new IdleWorkers(1);
    final CoreLoan loan = new CoreLoan(CORE, this);
    volatile boolean slept; // written by the lender, as is the next
    volatile boolean back;

    @Override
    public boolean lend(CoreLoan asked) {
      return false;
    }

    @Override
    public void sleepOn(CoreLoan asked) {
      idle.sleepOn(0, asked::sleepOn);
    }

    @Operation(nonParallelGroup = "lender")
    public void sleep() {
      if (!slept) {
        idle.sleep(0, false, true);
        loan.asleep();
        slept = true;
      }
    }

    @Operation(nonParallelGroup = "lender")
    public void comeBack() {
      if (slept && !back && loan.take() != null) {
        back = true;
        if (idle.getUp(0, true) == IdleWorkers.Rising.SEARCHING) {
          idle.endSearch();
        }
      }
    }

    @Operation
    public void wakeUp() {
      if (idle.wakeOne() == 0) {
        loan.wake();
      }
    }

    /** After all calls. */
    @Validate
    public void itCountsAsWhatItIs() {
      int awake = slept && !back ? 0 : 1;
      if (idle.awake() != awake || idle.searching() != 0 || idle.isAsleep(0) == (awake == 1)) {
        throw new IllegalStateException(idle.awake() + " awake, " + idle.searching() + " searching");
      }
    }
  }

  /** The seeded fault: whether it was called is asked for in a step of its own. */
  public static class LooksTooEarly extends Sound {
    @Override
    public void comeBack() {
      boolean called = idle.life(0) == IdleWorkers.Life.CALLED;
      if (slept && !back && loan.take() != null) {
        back = true;
        idle.getUp(0, true);
        if (called) {
          idle.endSearch();
        }
      }
    }
  }
}
