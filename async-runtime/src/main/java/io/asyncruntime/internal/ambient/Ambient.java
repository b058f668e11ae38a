package io.asyncruntime.internal.ambient;

import io.asyncruntime.internal.util.FastRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread is: the current runtime, worker, task, budget and async block.
 *
 * <p>One object a thread, all fields plain, read and written by that thread only. The thread of an async block borrows the
 * object of whoever polls it for as long as the block runs ({@link #adopt}, {@link AmbientHolder}), so that inside a block
 * everything is as in the poll around it, on whichever thread the block is resumed. Read {@link #current()} once a call,
 * and again after anything that may suspend.
 */
public final class Ambient {
  /** {@link #budget} of code that is never forced to yield. */
  public static final int UNCONSTRAINED = -1;

  /** The library's one {@link ThreadLocal}, for threads that are not ours. */
  private static final ThreadLocal<Ambient> FOREIGN = ThreadLocal.withInitial(Ambient::new);

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

  /** The task being polled. */
  public @Nullable TaskRef task;

  /** Index of the worker, or -1 where there is none. */
  public int workerIndex = -1;

  /** Units of the cooperative budget left in this poll, or {@link #UNCONSTRAINED}. */
  public int budget = UNCONSTRAINED;

  /** How many polls of a scheduler or {@code blockOn} are on this thread's stack: more than 0 is "async code". */
  public int asyncDepth;

  /** Clock reading at the start of the poll that runs here, where poll times are recorded; belongs to the scheduler. */
  public long pollStartNanos;

  /** Top of the stack of guards that must not cross a suspension. */
  public @Nullable HeldGuard heldGuards;

  /** Values of task-locals in force, newest first; an immutable linked list that belongs to {@code TaskLocal}. */
  public @Nullable Object taskLocals;

  /** The async block whose body runs on this thread; belongs to the coroutine engines. */
  public @Nullable Object coroutine;

  private @Nullable FastRandom random;

  /** A fresh place: no runtime, no task. */
  public Ambient() {}

  /** The calling thread's. */
  public static Ambient current() {
    Thread thread = Thread.currentThread();
    return thread instanceof AmbientThread ours ? ours.ambient : elsewhere(thread);
  }

  private static Ambient elsewhere(Thread thread) {
    AmbientHolder holder = VirtualAmbients.holderOf(thread);
    Ambient lent = holder == null ? null : holder.ambientOf(thread);
    return lent != null ? lent : FOREIGN.get();
  }

  /** Makes the calling thread use {@code other}, which its owner has lent it. Gives back what it used before. */
  public static Ambient adopt(Ambient other) {
    if (Thread.currentThread() instanceof AmbientThread ours) {
      Ambient before = ours.ambient;
      ours.ambient = other;
      return before;
    }
    Ambient before = FOREIGN.get();
    FOREIGN.set(other);
    return before;
  }

  /** Whether the calling code runs inside a poll, where it must not block. */
  public boolean inAsyncCode() {
    return asyncDepth > 0;
  }

  /** This thread's generator; a runtime gives its own threads a seeded one. */
  public FastRandom random() {
    FastRandom present = random;
    if (present == null) {
      present = FastRandom.unseeded();
      random = present;
    }
    return present;
  }

  /** Replaces the generator, for runtimes with a seed. Returns the one before. */
  public @Nullable FastRandom setRandom(@Nullable FastRandom seeded) {
    FastRandom before = random;
    random = seeded;
    return before;
  }
}
