package io.asyncruntime.internal.ambient;

import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.internal.util.Padded;
import org.jspecify.annotations.Nullable;

/** The fields of an {@link Ambient}: each poll writes some of them, so they are kept apart from other threads' objects. */
abstract sealed class AmbientFields extends Padded permits Ambient {
  /** {@link #budget} of code that is never forced to yield. */
  public static final int UNCONSTRAINED = -1;

  /** The runtime entered last, or that owns this thread. */
  public @Nullable RuntimeRef runtime;

  /** The guard of the last {@code enter()} that is still open; belongs to the facade. */
  public @Nullable Object enterGuard;

  /** The scheduler loop that runs on this thread (a worker, a current-thread driver, a local set), if any. */
  public @Nullable Object driver;

  /** The local set whose tasks or {@code enter()} scope run here. */
  public @Nullable Object localSet;

  /** Whether the code runs in a poll of {@link #localSet}, rather than in its {@code enter()} scope only. */
  public boolean inLocalSet;

  /** Holds the task being polled. Never null; replaced by {@link Ambient#renew}. */
  CurrentTask current = new CurrentTask();

  /** Index of the worker, or -1 where there is none. */
  public int workerIndex = -1;

  /** {@link #budget} that is used up, of a poll that was made to yield because of that: it is made to only once. */
  public static final int YIELDED = Integer.MIN_VALUE;

  /** Units of the cooperative budget left in this poll, {@link #UNCONSTRAINED} or {@link #YIELDED}. */
  public int budget = UNCONSTRAINED;

  /** How many polls of a scheduler or {@code blockOn} are on this thread's stack: more than 0 is "async code". */
  public int asyncDepth;

  /** Clock reading at the start of the poll that runs here, where poll times are recorded; belongs to the scheduler. */
  public long pollStartNanos;

  /** Top of the stack of guards that must not cross a suspension. */
  public @Nullable HeldGuard heldGuards;

  /** Values of task-locals and the deadline in force: a {@link Locals}, as a rule null. */
  public @Nullable Object taskLocals;

  /** The async block whose body runs on this thread; belongs to the coroutine engines. */
  public @Nullable Object coroutine;

  /** See {@link Ambient#random}. */
  @Nullable FastRandom random;
}
