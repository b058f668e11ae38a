package io.asyncruntime.bench.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link ReentrantLock} blocks the thread; held across a yield it is a chain of {@link CompletableFuture}s. */
final class ForkJoinLocks implements Locks {
  private final ForkJoinPool pool;

  ForkJoinLocks(ForkJoinPool pool) {
    this.pool = pool;
  }

  @Override
  public long uncontended(int n) {
    return contended(1, n);
  }

  @Override
  public long contended(int tasks, int n) {
    LockedCounter counter = new LockedCounter();
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(tasks, done);
    for (int i = 0; i < tasks; i++) {
      pool.execute(() -> {
        counter.increment(n);
        count.arrive();
      });
    }
    done.join();
    return counter.value;
  }

  @Override
  public long held(int tasks, int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(tasks, done);
    Chain chain = new Chain();
    for (int i = 0; i < tasks; i++) {
      pool.execute(() -> lockYieldUnlock(chain, n, count));
    }
    done.join();
    return chain.value;
  }

  private void lockYieldUnlock(Chain chain, int left, Countdown count) {
    if (left == 0) {
      count.arrive();
      return;
    }
    CompletableFuture<Void> released = new CompletableFuture<>();
    chain.tail.getAndSet(released).thenRunAsync(() -> pool.execute(() -> {
      chain.value++;
      released.complete(null);
      lockYieldUnlock(chain, left - 1, count);
    }), pool);
  }

  private static final class Chain {
    private final AtomicReference<CompletableFuture<Void>> tail =
        new AtomicReference<>(CompletableFuture.completedFuture(null));
    private long value;
  }

  /** Shared with the virtual threads. */
  static final class LockedCounter {
    private final ReentrantLock lock = new ReentrantLock();
    long value;

    void increment(int n) {
      for (int i = 0; i < n; i++) {
        lock.lock();
        try {
          value++;
        } finally {
          lock.unlock();
        }
      }
    }

    void incrementYielding(int n) {
      for (int i = 0; i < n; i++) {
        lock.lock();
        try {
          Thread.yield();
          value++;
        } finally {
          lock.unlock();
        }
      }
    }
  }
}
