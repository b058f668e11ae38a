package io.asyncruntime.bench.peer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

final class VirtualThreadWaits implements Waits {
  private final ExecutorService cached;

  VirtualThreadWaits(ExecutorService cached) {
    this.cached = cached;
  }

  @Override
  public void blockingRoundTrip(int n) {
    CompletableFuture.runAsync(() -> {
      for (int i = 0; i < n; i++) {
        CompletableFuture.runAsync(() -> {
        }, cached).join();
      }
    }, VirtualThreads::start).join();
  }

  @Override
  public void blockInPlace(int n) {
    throw new IllegalStateException("a virtual thread blocks where it is, at no cost that could be compared");
  }

  @Override
  public void sleeps(int n, Duration each) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(n, done);
    VirtualThreads.start(() -> {
      for (int i = 0; i < n; i++) {
        VirtualThreads.start(() -> sleepThenArrive(each, count));
      }
    });
    done.join();
  }

  private static void sleepThenArrive(Duration time, Countdown count) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    count.arrive();
  }

  @Override
  public void registerCancel(int n, int live) {
    throw new IllegalStateException("a virtual thread cannot register a timer without sleeping");
  }
}
