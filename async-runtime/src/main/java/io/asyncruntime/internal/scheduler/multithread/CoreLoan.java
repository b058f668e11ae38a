package io.asyncruntime.internal.scheduler.multithread;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A core given away for a {@code blockInPlace}: by whom, and whether there is a thread for it. A worker with nothing to do sleeps
 * meanwhile as any other, only without a thread: it stands among the sleepers, and whoever wakes it gets it one. So work that is
 * over before anything else comes up costs no hand-over at all. A state machine, used once:
 *
 * <pre>
 *   LENDING -> ASLEEP   lender: the worker stands among the sleepers, with all that belongs to it
 *   LENDING -> CALLED   any thread that wakes it; the lender gets the thread, once it is done with the core
 *   LENDING -> TAKEN    the thread that was got at once, because there is something to do, or the lender
 *   ASLEEP  -> CALLED   any thread that wakes it: gets a thread for the core
 *   ASLEEP  -> TAKEN    lender, its work done: it is the worker again; or the watchdog, which lets a spare worker go
 *   CALLED  -> ASLEEP   whoever was to get the thread, and was given none; under the lock of {@link IdleWorkers}
 *   CALLED  -> TAKEN    the thread that was got, or the lender: whoever comes first is the worker
 * </pre>
 *
 * <p>The lender writes the core and the plain fields before its step out of LENDING or the hand-over to the pool, and whoever takes
 * the core reads them after its exchange.
 */
final class CoreLoan implements BooleanSupplier {
  private static final int LENDING = 0;
  private static final int ASLEEP = 1;
  private static final int CALLED = 2;
  private static final int TAKEN = 3;
  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "state", VarHandle.class, CoreLoan.class, int.class);

  private final WorkerCore core;
  private final Borrowers borrowers;

  /** Whether the worker went among the sleepers, and whether it minds the timers there. Written by the lender. */
  private boolean sleeps;
  private boolean mindsTimers;

  @SuppressWarnings("unused") // through STATE
  private volatile int state;

  /** Where threads come from. */
  interface Borrowers {
    /** Has a thread call {@link CoreLoan#take} of this loan, and be the worker if it gets the core. False when there is no thread. */
    boolean lend(CoreLoan loan);

    /** The worker was called, and there is no thread: it is to sleep on, if {@link CoreLoan#sleepOn} says so. */
    void sleepOn(CoreLoan loan);
  }

  CoreLoan(WorkerCore core, Borrowers borrowers) {
    this.core = core;
    this.borrowers = borrowers;
  }

  /** The lender, before anybody can find the loan. */
  void sleeps(boolean whoMindsTheTimers) {
    sleeps = true;
    mindsTimers = whoMindsTheTimers;
  }

  /** The lender, once all is as for a sleeping worker; it does not touch the core afterwards. */
  void asleep() {
    if (!STATE.compareAndSet(this, LENDING, ASLEEP)) {
      call(); // woken already
    }
  }

  /** Any thread. Sees to it that somebody takes the core, if nobody has. */
  void wake() {
    // In the order of the states: the other way round the lender could pass from one to the other between the two questions.
    if (!STATE.compareAndSet(this, LENDING, CALLED) && STATE.compareAndSet(this, ASLEEP, CALLED)) {
      call();
    }
  }

  private void call() {
    if (!borrowers.lend(this)) {
      borrowers.sleepOn(this);
    }
  }

  /** {@link #sleepOn}, without an object for it: there may be no memory. */
  @Override
  public boolean getAsBoolean() { return sleepOn(); }

  /** Whoever called it, and has no thread. False when the lender has taken the core meanwhile. */
  boolean sleepOn() {
    return STATE.compareAndSet(this, CALLED, ASLEEP);
  }

  /** The lender, its work done, or a thread that was got. The core for the first one, null for the other. */
  @Nullable
  WorkerCore take() {
    return (int) STATE.getAndSet(this, TAKEN) == TAKEN ? null : core;
  }

  /** The watchdog. The core of a worker that sleeps without a thread, which is to leave; null when somebody has it, or is on the way. */
  @Nullable
  WorkerCore takeAsleep() {
    return STATE.compareAndSet(this, ASLEEP, TAKEN) ? core : null;
  }

  /** Who makes a loop for it, and gives it to nobody but a thread that takes it. */
  WorkerCore core() {
    return core;
  }

  /** Any thread. Whose core it is. */
  WorkerShared worker() {
    return core.shared;
  }

  /** Whoever took the core. */
  boolean slept() {
    return sleeps;
  }

  /** Whoever took the core. */
  boolean mindedTimers() {
    return mindsTimers;
  }
}
