package io.asyncruntime.internal.scheduler;

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
  void aStateThatChangesBeforeTheCountIsFoundOut() {
    ModelCheck.doesNotEndWell(InTwoSteps.class);
  }

  /** One worker, no thread. */
  public static class Sound implements CoreLoan.Borrowers {
    private static final WorkerCore CORE = new WorkerCore(new WorkerShared(0, new OwnedTasks(1).addShard()),
        new RecentClock(Clock.system()), new FastRandom(1), 61, true);

    final IdleWorkers idle = new IdleWorkers(1);
    private final CoreLoan loan = new CoreLoan(CORE, this);
    private volatile boolean slept; // written by the lender, as is the next
    private volatile boolean back;

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
        idle.sleep(0, false);
        loan.asleep();
        slept = true;
      }
    }

    @Operation(nonParallelGroup = "lender")
    public void comeBack() {
      if (slept && !back && loan.take() != null) {
        back = true;
        if (!idle.wakeById(0)) {
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

  /** The seeded fault: the lender can come between the loan's step and the count. */
  public static class InTwoSteps extends Sound {
    @Override
    public void sleepOn(CoreLoan asked) {
      boolean still = asked.sleepOn();
      idle.sleepOn(0, () -> still);
    }
  }
}
