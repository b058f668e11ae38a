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
public final class Ambient extends AmbientFields {
  /** The library's one {@link ThreadLocal}, for threads that are not ours. */
  private static final ThreadLocal<Ambient> FOREIGN = ThreadLocal.withInitial(Ambient::new);

  long after1, after2, after3, after4, after5, after6, after7, after8;

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

  /** The task being polled. Another thread may look too: what it sees is right if it was the same poll before and after. */
  public @Nullable TaskRef task() {
    return current.task;
  }

  /** Says which task is being polled. */
  public void setTask(@Nullable TaskRef task) { current.task = task; }

  /**
   * To be called now and then by loops that poll much, between two polls. A collector passes a fence for a reference stored in an old
   * object (G1, before JDK 26) and not in a young one, and each poll stores one here: so the object it goes to must not grow old.
   */
  public void renew() {
    try {
      CurrentTask young = new CurrentTask();
      young.task = current.task;
      current = young;
    } catch (OutOfMemoryError none) {
      // the old one is only slower
    }
  }

  /** Whether the cooperative budget of this poll is used up. */
  public boolean isBudgetSpent() {
    return budget << 1 == 0;
  } // none left, or YIELDED

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
