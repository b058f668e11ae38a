package io.asyncruntime.bench.peer;

import java.util.concurrent.CompletableFuture;

final class VirtualThreadTasks implements Tasks {
  @Override
  public void spawnMany(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(n, done);
    VirtualThreads.start(() -> spawnAll(n, count));
    done.join();
  }

  @Override
  public void spawnManyRemote(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    spawnAll(n, ForkJoinTasks.countdown(n, done));
    done.join();
  }

  private static void spawnAll(int n, Countdown count) {
    for (int i = 0; i < n; i++) {
      VirtualThreads.start(count::arrive);
    }
  }

  @Override
  public Busy busy() {
    throw new IllegalStateException("virtual threads that always yield starve those that are started from outside");
  }

  @Override
  public void yieldMany(int tasks, int yields) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(tasks, done);
    VirtualThreads.start(() -> {
      for (int i = 0; i < tasks; i++) {
        VirtualThreads.start(() -> yieldThenArrive(yields, count));
      }
    });
    done.join();
  }

  private static void yieldThenArrive(int yields, Countdown count) {
    for (int i = 0; i < yields; i++) {
      Thread.yield();
    }
    count.arrive();
  }

  @Override
  public void pingPong(int pairs) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(pairs, done);
    VirtualThreads.start(() -> {
      for (int i = 0; i < pairs; i++) {
        VirtualThreads.start(() -> ping(count));
      }
    });
    done.join();
  }

  private static void ping(Countdown count) {
    CompletableFuture<Void> there = new CompletableFuture<>();
    CompletableFuture<Void> back = new CompletableFuture<>();
    VirtualThreads.start(() -> {
      there.join();
      back.complete(null);
    });
    there.complete(null);
    back.join();
    count.arrive();
  }

  @Override
  public void chainedSpawn(int depth) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    VirtualThreads.start(link(depth, done));
    done.join();
  }

  private static Runnable link(int depth, CompletableFuture<Void> done) {
    return () -> {
      if (depth == 0) {
        done.complete(null);
      } else {
        VirtualThreads.start(link(depth - 1, done));
      }
    };
  }

  @Override
  public int blockOnReady() {
    return CompletableFuture.completedFuture(1).join();
  }
}
