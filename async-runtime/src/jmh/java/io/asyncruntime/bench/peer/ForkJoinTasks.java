package io.asyncruntime.bench.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

final class ForkJoinTasks implements Tasks {
  private final ForkJoinPool pool;

  ForkJoinTasks(ForkJoinPool pool) {
    this.pool = pool;
  }

  static Countdown countdown(int n, CompletableFuture<Void> done) {
    return new Countdown(n, () -> done.complete(null));
  }

  @Override
  public void spawnMany(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = countdown(n, done);
    pool.execute(() -> {
      for (int i = 0; i < n; i++) {
        pool.execute(count::arrive);
      }
    });
    done.join();
  }

  @Override
  public void spawnManyRemote(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = countdown(n, done);
    for (int i = 0; i < n; i++) {
      pool.execute(count::arrive);
    }
    done.join();
  }

  @Override
  public Busy busy() {
    throw new IllegalStateException(
        "a worker of a ForkJoinPool that always has a task of its own never looks at others");
  }

  @Override
  public void yieldMany(int tasks, int yields) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = countdown(tasks, done);
    pool.execute(() -> {
      for (int i = 0; i < tasks; i++) {
        new Yields(yields, count).fork();
      }
    });
    done.join();
  }

  @Override
  public void pingPong(int pairs) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = countdown(pairs, done);
    pool.execute(() -> {
      for (int i = 0; i < pairs; i++) {
        pool.execute(() -> ping(count));
      }
    });
    done.join();
  }

  private void ping(Countdown count) {
    CompletableFuture<Void> there = new CompletableFuture<>();
    CompletableFuture<Void> back = new CompletableFuture<>();
    pool.execute(() -> there.thenRunAsync(() -> back.complete(null), pool));
    there.complete(null);
    back.thenRunAsync(count::arrive, pool);
  }

  @Override
  public void chainedSpawn(int depth) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    pool.execute(link(depth, done));
    done.join();
  }

  private Runnable link(int depth, CompletableFuture<Void> done) {
    return () -> {
      if (depth == 0) {
        done.complete(null);
      } else {
        pool.execute(link(depth - 1, done));
      }
    };
  }

  @Override
  public int blockOnReady() {
    return CompletableFuture.completedFuture(1).join();
  }

  /**
   * One turn of a task, which forks the next one. Not itself again: that is a usage error, and a worker of JDK 25 may spin for ever
   * after it, because a thief that was slow cannot tell this turn from a later one in the same slot.
   */
  @SuppressWarnings("serial")
  private static final class Yields extends ForkJoinTask<Void> {
    private final transient Countdown count;
    private final int left;

    Yields(int yields, Countdown count) {
      this.left = yields;
      this.count = count;
    }

    @Override
    protected boolean exec() {
      if (left == 0) {
        count.arrive();
      } else {
        new Yields(left - 1, count).fork();
      }
      return true;
    }

    @Override
    public Void getRawResult() { return null; }

    @Override
    protected void setRawResult(Void value) {}
  }
}
