package io.asyncruntime.bench.peer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

final class VirtualThreadBlocks implements Blocks {
  private static final Integer MESSAGE = 42;

  @Override
  public void createRun(int n) {
    run(() -> {
      for (int i = 0; i < n; i++) {
        VirtualThreads.start(() -> {
        }).join();
      }
      return null;
    });
  }

  @Override
  public void awaitReady(int n) {
    run(() -> {
      for (int i = 0; i < n; i++) {
        CompletableFuture.completedFuture(MESSAGE).join();
      }
      return null;
    });
  }

  @Override
  public void suspendResume(int n) {
    run(() -> {
      for (int i = 0; i < n; i++) {
        Thread.yield();
      }
      return null;
    });
  }

  @Override
  public void pingPong(int n) {
    BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
    BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
    CompletableFuture<Void> pong = begin(() -> {
      for (int i = 0; i < n; i++) {
        there.take();
        back.put(MESSAGE);
      }
      return null;
    });
    run(() -> {
      for (int i = 0; i < n; i++) {
        there.put(MESSAGE);
        back.take();
      }
      return null;
    });
    pong.join();
  }

  private static void run(Callable<Void> body) {
    begin(body).join();
  }

  private static CompletableFuture<Void> begin(Callable<Void> body) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    VirtualThreads.start(() -> {
      try {
        done.complete(body.call());
      } catch (Exception failure) {
        done.completeExceptionally(failure);
      }
    });
    return done;
  }
}
