package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.HeldGuard;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.HeldGuards;
import io.asyncruntime.internal.wait.Parker;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code blockOn}: polls its future on the calling thread, which sleeps in between. On a current-thread runtime the
 * thread drives the scheduler meanwhile. Used by the calling thread, except for {@link #wake} and {@link #parker}.
 *
 * <p>Its wake flag is a small state machine:
 *
 * <pre>
 *   unset -> set     any thread: wake(), which then leaves a permit with the parker
 *   set   -> unset   the calling thread, before a poll
 * </pre>
 */
public final class BlockOn<T extends @Nullable Object> implements Waker, Context {
  private static final VarHandle WOKEN =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "woken", VarHandle.class, BlockOn.class, boolean.class);

  private final Scheduler scheduler;
  private final Ambient here;
  private final Future<T> future;
  /** Until when the thread waits for another one that drives, in real nanoseconds. */
  private final long deadline;

  private final Parker parker = new Parker();

  /** Whether there was a poll: the first needs no wake. */
  private boolean polled;

  /**
   * Set by wakers; cleared before a poll by an exchange, so that the poll sees what the waker's caller wrote, and comes after it.
   * Through WOKEN.
   */
  @SuppressWarnings("unused") private boolean woken;

  public BlockOn(Scheduler scheduler, Ambient here, Future<T> future) {
    this(scheduler, here, future, Clock.FAR_FUTURE);
  }

  public BlockOn(Scheduler scheduler, Ambient here, Future<T> future, long deadline) {
    this.scheduler = scheduler;
    this.here = here;
    this.future = future;
    this.deadline = deadline;
  }

  T run() {
    Saved before = enter();
    try {
      scheduler.blockOns.enter(this);
      return scheduler.drive(this, here);
    } catch (Throwable failure) {
      throw Failures.unchecked(failure);
    } finally {
      scheduler.blockOns.leave(this);
      before.restore(here);
    }
  }

  /**
   * Runs {@code work}, which drops tasks, on the calling thread as a worker would: inside the runtime, in async code, and in no scope
   * of the caller's.
   */
  public static void dropWithin(Scheduler scheduler, Ambient here, Runnable work) {
    Saved before = new BlockOn<>(scheduler, here, Future.<Void>pending()).enter();
    Object guard = here.enterGuard;
    here.localSet = null;
    try {
      work.run();
    } finally {
      here.enterGuard = guard; // one that a drop left open ends with it
      before.restore(here);
    }
  }

  private Saved enter() {
    Saved before = new Saved(here);
    here.runtime = scheduler;
    here.driver = null;
    here.inLocalSet = false; // the scope of a LocalSet.enter() stays
    here.setTask(null);
    here.coroutine = null;
    here.workerIndex = -1;
    here.asyncDepth++;
    return before;
  }

  /** One poll if there was a wake since the last. Drops the future and throws when a panic has shut the runtime down. */
  public Poll<T> pollIfWoken() throws Exception {
    checkRuin();
    if (polled && !takeWake()) { return Poll.pending(); }
    polled = true;
    here.budget = Coop.BUDGET;
    HeldGuard held = HeldGuards.mark(here);
    Poll<T> poll = future.poll(this);
    if (!poll.isReady() && here.heldGuards != held) {
      failSuspension(held);
    }
    return poll;
  }

  private boolean takeWake() {
    return isSet() && (boolean) WOKEN.getAndSet(this, false);
  }

  private boolean isSet() { return (boolean) WOKEN.getAcquire(this); }

  private void failSuspension(@Nullable HeldGuard held) {
    try {
      HeldGuards.checkSuspension(here, held, "the future of blockOn, which returned Pending");
    } catch (Throwable misuse) {
      giveUp(misuse);
      throw misuse;
    }
  }

  /** Sleeps until a wake, for {@code nanos} at the most. Drops the future and throws when interrupted. */
  public void sleep(long nanos) {
    if (!isWoken() && parker.park(nanos) == Parker.Outcome.INTERRUPTED) {
      CompletionException failure =
          new CompletionException(new InterruptedException("interrupted in blockOn; its future was dropped"));
      giveUp(failure);
      throw failure;
    }
  }

  /** While another thread drives: sleeps until a wake. Drops the future and throws at the deadline, and when interrupted. */
  public void sleepUntilDeadline() throws TimeoutException {
    if (deadline >= Clock.FAR_FUTURE) {
      sleep(Long.MAX_VALUE);
      return;
    }
    long left = deadline - Clock.realNanos();
    if (left <= 0) {
      TimeoutException late = new TimeoutException("another thread drives the runtime, and the time is over");
      giveUp(late);
      throw late;
    }
    sleep(left);
  }

  private void checkRuin() {
    String reason = scheduler.ruin();
    if (reason != null) {
      IllegalStateException failure =
          new IllegalStateException("the runtime was shut down because of unhandledPanic(SHUTDOWN_RUNTIME): " + reason);
      giveUp(failure);
      throw failure;
    }
  }

  private void giveUp(Throwable why) {
    try {
      future.drop();
    } catch (Throwable second) {
      why.addSuppressed(second);
    }
  }

  /** Any thread. */
  @Override
  public void wake() {
    WOKEN.setRelease(this, true); // before the permit, which the sleeper takes before it looks
    parker.unpark();
  }

  /** The calling thread. Whether a poll is due. */
  public boolean isWoken() { return !polled || isSet(); }

  /** Any thread. Makes a sleeping caller look again, without a poll. */
  public void nudge() {
    parker.unpark();
  }

  @Override
  public Waker waker() {
    return this;
  }

  /** Where the thread was before the call. */
  private static final class Saved {
    private final @Nullable RuntimeRef runtime;
    private final @Nullable Object driver;
    private final @Nullable Object localSet;
    private final boolean inLocalSet;
    private final @Nullable TaskRef task;
    private final @Nullable Object coroutine;
    private final int budget;
    private final int workerIndex;

    Saved(Ambient here) {
      runtime = here.runtime;
      driver = here.driver;
      localSet = here.localSet;
      inLocalSet = here.inLocalSet;
      task = here.task();
      coroutine = here.coroutine;
      budget = here.budget;
      workerIndex = here.workerIndex;
    }

    void restore(Ambient here) {
      here.runtime = runtime;
      here.driver = driver;
      here.localSet = localSet;
      here.inLocalSet = inLocalSet;
      here.setTask(task);
      here.coroutine = coroutine;
      here.budget = budget;
      here.workerIndex = workerIndex;
      here.asyncDepth--;
    }
  }
}
