package io.asyncruntime.sync;

import io.asyncruntime.metrics.MutexMetrics;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a {@link BlockingMutex}, which is meant to block: a fair semaphore of {@code java.util.concurrent} with one
 * permit, and not a {@code ReentrantLock}, because the driver of a poll may have to release what the body of an async block
 * locked on another thread.
 *
 * <p>{@code owner} is plain: a thread that reads itself there wrote it itself and holds the lock, and any other answer means
 * that it does not, however old the answer is.
 */
final class BlockingCore implements MutexMetrics {
  private final Semaphore permit = new Semaphore(1, true);
  private final LockFigures figures;
  private final AtomicLong waits = new AtomicLong();
  private @Nullable Thread owner; // written by the holder
  private long turns; // written by the holder

  BlockingCore(LockFigures figures) {
    this.figures = figures;
  }

  LockFigures figures() {
    return figures;
  }

  /** Any thread. Blocks. */
  void lock() {
    if (!tryLock()) {
      lockContended();
    }
  }

  /** Any thread. False while another thread waits, as if it had the lock already. */
  boolean tryLock() {
    if (permit.hasQueuedThreads() || !permit.tryAcquire()) { return false; }
    begin();
    return true;
  }

  /** Whoever has the lock, or answers for its holder. */
  void unlock() {
    figures.holdEnds();
    owner = null;
    permit.release();
  }

  private void lockContended() {
    if (owner == Thread.currentThread()) {
      throw new IllegalStateException("this thread holds the BlockingMutex already, and it is not re-entrant:"
          + " close the guard first, or pass it on to the code that needs it");
    }
    waits.incrementAndGet();
    long since = LockFigures.now();
    permit.acquireUninterruptibly();
    begin();
    figures.waited(LockFigures.now() - since);
  }

  private void begin() {
    owner = Thread.currentThread();
    long turn = turns + 1;
    turns = turn;
    figures.holdBegins(turn);
  }

  @Override
  public String name() {
    return figures.name();
  }

  @Override
  public long acquisitions() {
    return turns;
  }

  @Override
  public long contended() {
    return waits.get();
  }

  @Override
  public int waiting() {
    return permit.getQueueLength();
  }

  @Override
  public boolean locked() {
    return permit.availablePermits() == 0;
  }

  @Override
  public Duration totalWait() {
    return Duration.ofNanos(figures.totalWait());
  }

  @Override
  public Duration maxWait() {
    return Duration.ofNanos(figures.maxWait());
  }

  @Override
  public Duration totalHold() {
    return Duration.ofNanos(figures.totalHold());
  }

  @Override
  public Duration maxHold() {
    return Duration.ofNanos(figures.maxHold());
  }

  @Override
  public Duration heldFor() {
    return Duration.ofNanos(figures.heldFor());
  }

  @Override
  public String toString() {
    return figures.describe(this);
  }
}
