package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.task.OwnedTasks;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.internal.wait.Parker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each line of the table of {@link CoreLoan}. */
class CoreLoanTest {
  private final WorkerShared worker = new WorkerShared(0, new OwnedTasks(1).addShard());
  private final WorkerCore core = new WorkerCore(worker, new RecentClock(Clock.system()), new FastRandom(1), 61, true);
  private final List<CoreLoan> asked = new ArrayList<>();
  private boolean noThread;
  private final CoreLoan.Borrowers borrowers = new CoreLoan.Borrowers() {
    @Override
    public boolean lend(CoreLoan loan) {
      asked.add(loan);
      return !noThread;
    }

    @Override
    public void sleepOn(CoreLoan loan) {
      assertThat(loan.sleepOn()).isTrue();
    }
  };
  private final CoreLoan loan = new CoreLoan(core, borrowers);

  @Test
  void aCoreThatNobodyNeedsIsTakenBackWithoutAThread() {
    loan.asleep();
    assertThat(asked).isEmpty();
    assertThat(loan.take()).isSameAs(core);
    assertThat(loan.take()).isNull();
  }

  @Test
  void whoeverWakesItGetsItOneThread() {
    loan.asleep();
    loan.wake();
    loan.wake();
    assertThat(asked).containsExactly(loan);
  }

  @Test
  void wokenBeforeItSleepsItGetsItsThreadFromTheLender() {
    loan.wake();
    assertThat(asked).isEmpty();
    loan.asleep();
    loan.wake();
    assertThat(asked).containsExactly(loan);
  }

  @Test
  void whereThereIsSomethingToDoTheLenderGetsTheThread() {
    assertThat(borrowers.lend(loan)).isTrue();
    loan.wake();
    assertThat(asked).containsExactly(loan);
    assertThat(loan.take()).isSameAs(core);
  }

  @Test
  void withoutAThreadItSleepsOnAndIsCalledAgain() {
    noThread = true;
    assertThat(borrowers.lend(loan)).isFalse();
    loan.asleep();
    loan.wake();
    assertThat(asked).hasSize(2);
    noThread = false;
    loan.wake();
    loan.wake();
    assertThat(asked).hasSize(3);
  }

  @Test
  void onceItIsTakenItDoesNotSleepOn() {
    loan.asleep();
    loan.wake();
    assertThat(loan.take()).isSameAs(core);
    assertThat(loan.sleepOn()).isFalse();
    assertThat(loan.take()).isNull();
  }

  @Test
  void aCoreThatWasTakenIsNotWoken() {
    loan.asleep();
    assertThat(loan.take()).isSameAs(core);
    loan.wake();
    assertThat(asked).isEmpty();
  }

  @Test
  void whoeverTakesItKnowsHowItWasLeft() {
    assertThat(loan.slept()).isFalse();
    loan.sleeps(true);
    assertThat(loan.slept()).isTrue();
    assertThat(loan.mindedTimers()).isTrue();
  }

  @Test
  void theWorkerIsWokenThroughItsLoan() {
    worker.loan = loan;
    loan.asleep();
    worker.wake();
    assertThat(asked).containsExactly(loan);
    worker.loan = null;
    worker.wake();
    assertThat(worker.parker.park(0)).isEqualTo(Parker.Outcome.UNPARKED);
  }
}
