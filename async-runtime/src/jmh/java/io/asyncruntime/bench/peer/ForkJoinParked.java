package io.asyncruntime.bench.peer;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;

/** There is no task that could park: a continuation hangs on a {@link CompletableFuture}. */
final class ForkJoinParked implements Parked {
  private final ForkJoinPool pool;

  ForkJoinParked(ForkJoinPool pool) {
    this.pool = pool;
  }

  @Override
  public Runnable park() {
    CompletableFuture<Void> awaited = new CompletableFuture<>();
    awaited.thenRunAsync(() -> {
    }, pool);
    return new Completion(awaited);
  }

  @Override
  public Runnable parkBare() {
    return park();
  }

  @Override
  public Runnable suspendBlock() {
    return park();
  }

  @Override
  public Callable<Void> answerer() {
    return new Answerer(pool);
  }

  record Completion(CompletableFuture<Void> awaited) implements Runnable {
    @Override
    public void run() {
      awaited.complete(null);
    }
  }

  private static final class Answerer implements Callable<Void> {
    private final ForkJoinPool pool;
    private volatile CompletableFuture<Void> question = new CompletableFuture<>();
    private volatile boolean answered;
    private volatile Thread asker = Thread.currentThread();

    Answerer(ForkJoinPool pool) {
      this.pool = pool;
      question.thenRunAsync(this::answer, pool);
    }

    private void answer() {
      CompletableFuture<Void> next = new CompletableFuture<>();
      next.thenRunAsync(this::answer, pool);
      question = next;
      answered = true;
      LockSupport.unpark(asker);
    }

    @Override
    public Void call() {
      asker = Thread.currentThread();
      answered = false;
      question.complete(null);
      while (!answered) {
        LockSupport.park(this);
      }
      return null;
    }
  }
}
