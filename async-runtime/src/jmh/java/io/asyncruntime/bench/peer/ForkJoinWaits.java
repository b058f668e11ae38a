package io.asyncruntime.bench.peer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

final class ForkJoinWaits implements Waits {
  private final ForkJoinPool pool;
  private final ExecutorService cached;
  private final ScheduledThreadPoolExecutor timers;

  ForkJoinWaits(ForkJoinPool pool, ExecutorService cached, ScheduledThreadPoolExecutor timers) {
    this.pool = pool;
    this.cached = cached;
    this.timers = timers;
  }

  @Override
  public void blockingRoundTrip(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    pool.execute(() -> next(n, done));
    done.join();
  }

  private void next(int left, CompletableFuture<Void> done) {
    if (left == 0) {
      done.complete(null);
    } else {
      CompletableFuture.runAsync(() -> {
      }, cached).thenRunAsync(() -> next(left - 1, done), pool);
    }
  }

  @Override
  public void blockInPlace(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    pool.execute(() -> blockThenGiveWay(n, done));
    done.join();
  }

  private void blockThenGiveWay(int left, CompletableFuture<Void> done) {
    if (left == 0) {
      done.complete(null);
    } else {
      manage(new OneBlock());
      pool.execute(() -> blockThenGiveWay(left - 1, done));
    }
  }

  private static void manage(ForkJoinPool.ManagedBlocker blocker) {
    try {
      ForkJoinPool.managedBlock(blocker);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void sleeps(int n, Duration each) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(n, done);
    pool.execute(() -> {
      for (int i = 0; i < n; i++) {
        timers.schedule(() -> pool.execute(count::arrive), each.toMillis(), TimeUnit.MILLISECONDS);
      }
    });
    done.join();
  }

  @Override
  public void registerCancel(int n, int live) {
    CompletableFuture.runAsync(() -> {
      ScheduledFuture<?>[] others = new ScheduledFuture<?>[live];
      for (int i = 0; i < live; i++) {
        others[i] = timers.schedule(Executors.callable(() -> {
        }), 3_600_000L + i, TimeUnit.MILLISECONDS);
      }
      for (int i = 0; i < n; i++) {
        timers.schedule(() -> {
        }, 1, TimeUnit.HOURS).cancel(false);
      }
      for (ScheduledFuture<?> other : others) {
        other.cancel(false);
      }
    }, pool).join();
  }

  private static final class OneBlock implements ForkJoinPool.ManagedBlocker {
    private boolean over;

    @Override
    public boolean block() {
      over = true;
      return true;
    }

    @Override
    public boolean isReleasable() { return over; }
  }
}
