package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.util.VirtualThreads;
import java.util.function.BooleanSupplier;

/**
 * Lets a caller of {@code blockOn} stay awake for a while before it sleeps, as a worker does: what it waits for often takes less
 * time than to be woken. One caller at a time, and only while fewer workers are awake than there are cores, so that it takes
 * none from those who do the work. Any thread; one that is virtual sleeps at once, for it has a core that others wait for.
 */
final class CallerSpin {
  private static final long LIMIT_NANOS = 50_000;

  private final IdleWorkers idle;
  private final int cores;

  /** Held by the caller that stays awake, and never waited for. */
  private final SpinLock seat = new SpinLock();

  /** Guarded by seat. */
  private final IdleSpin spin = new IdleSpin(LIMIT_NANOS);

  CallerSpin(IdleWorkers idle, int cores) {
    this.idle = idle;
    this.cores = cores;
  }

  /** Whether the caller was {@code woken} before it was time to sleep. */
  boolean until(BooleanSupplier woken) {
    if (!isCoreFree() || VirtualThreads.isVirtual(Thread.currentThread()) || !seat.tryLock()) { return false; }
    try {
      return spin.until(woken, this::isCoreFree);
    } finally {
      seat.unlock();
    }
  }

  private boolean isCoreFree() { return idle.awake() < cores; }
}
