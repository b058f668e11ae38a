package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.task.OwnedTasks;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A worker is woken while its core is given away and taken back. When all calls have ended, a core that was woken has a thread on
 * its way to it, unless it has been taken back; never two, and never two workers.
 */
class CoreLoanLincheckTest {
  @Test
  void whoeverWakesACoreGetsItAThread() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aWakeThatComesBetweenTwoStatesIsFoundOut() {
    ModelCheck.doesNotEndWell(AsksInTheWrongOrder.class);
  }

  /** The loan as it is; threads that were got come in {@code borrow}. */
  public static class Sound {
    private static final WorkerCore CORE = new WorkerCore(new WorkerShared(0, new OwnedTasks(1).addShard()),
        new RecentClock(Clock.system()), new FastRandom(1), 61, true);

    final AtomicInteger got = new AtomicInteger();
    private final CoreLoan loan = new CoreLoan(CORE, new CoreLoan.Borrowers() {
      @Override
      public boolean lend(CoreLoan asked) {
        got.incrementAndGet();
        return true;
      }

      @Override
      public void sleepOn(CoreLoan asked) {
        throw new IllegalStateException("there was a thread");
      }
    });
    private final AtomicInteger came = new AtomicInteger();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean woken;
    private volatile boolean slept; // written by the lender, as is the next
    private volatile boolean back;

    @Operation(nonParallelGroup = "lender")
    public void sleep() {
      if (!slept) {
        asleep();
        slept = true;
      }
    }

    @Operation(nonParallelGroup = "lender")
    public void comeBack() {
      if (slept && !back && take()) {
        back = true;
        workers.incrementAndGet();
      }
    }

    /** Once: a second wake would make good for a first that was lost. */
    @Operation
    public void wakeUp() {
      if (wakes.getAndIncrement() == 0) {
        wake();
        woken = true;
      }
    }

    @Operation(nonParallelGroup = "borrower")
    public void borrow() {
      if (came.get() < got.get()) {
        came.incrementAndGet();
        if (take()) {
          workers.incrementAndGet();
        }
      }
    }

    void asleep() {
      loan.asleep();
    }

    void wake() {
      loan.wake();
    }

    boolean take() {
      return loan.take() != null;
    }

    /** After all calls. */
    @Validate
    public void oneWorkerAtMostAndNoneForgotten() {
      if (slept && woken && !back && got.get() == 0) { throw new IllegalStateException("woken, and nobody comes"); }
      if (got.get() > 1 || workers.get() > 1) {
        throw new IllegalStateException(got + " threads got, " + workers + " workers");
      }
    }
  }

  /** The seeded fault: a loan that is asked for the later state first, and passes from one to the other in between. */
  public static class AsksInTheWrongOrder extends Sound {
    private static final int LENDING = 0;
    private static final int ASLEEP = 1;
    private static final int CALLED = 2;
    private static final int TAKEN = 3;

    private final AtomicInteger state = new AtomicInteger();

    @Override
    void asleep() {
      if (!state.compareAndSet(LENDING, ASLEEP)) {
        got.incrementAndGet();
      }
    }

    @Override
    void wake() {
      if (state.compareAndSet(ASLEEP, CALLED)) {
        got.incrementAndGet();
      } else {
        state.compareAndSet(LENDING, CALLED);
      }
    }

    @Override
    boolean take() {
      return state.getAndSet(TAKEN) != TAKEN;
    }
  }
}
