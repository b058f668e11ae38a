package io.asyncruntime.bench.peer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** Blocking queues of the JDK, on whatever threads there are: platform ones of a cached pool, or virtual ones. */
final class ExecutorChannels implements Channels {
  private static final Integer MESSAGE = 42;

  private final Executor threads;

  ExecutorChannels(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void transfer(int senders, int messages, int capacity) {
    BlockingQueue<Integer> queue = capacity == 0 ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(capacity);
    int each = messages / senders;
    for (int i = 0; i < senders; i++) {
      threads.execute(() -> send(queue, each));
    }
    CompletableFuture.runAsync(() -> receive(queue, each * senders), threads).join();
  }

  private static void send(BlockingQueue<Integer> queue, int n) {
    try {
      for (int i = 0; i < n; i++) {
        queue.put(MESSAGE);
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static void receive(BlockingQueue<Integer> queue, int n) {
    try {
      for (int i = 0; i < n; i++) {
        queue.take();
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void oneshot(int n) {
    CompletableFuture.runAsync(() -> {
      for (int i = 0; i < n; i++) {
        CompletableFuture<Integer> channel = new CompletableFuture<>();
        channel.complete(MESSAGE);
        channel.join();
      }
    }, threads).join();
  }
}
