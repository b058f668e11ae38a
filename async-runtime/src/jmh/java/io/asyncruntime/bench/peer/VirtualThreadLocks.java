package io.asyncruntime.bench.peer;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

final class VirtualThreadLocks implements Locks {
  @Override
  public long uncontended(int n) {
    return contended(1, n);
  }

  @Override
  public long contended(int tasks, int n) {
    return run(tasks, counter -> counter.increment(n));
  }

  @Override
  public long held(int tasks, int n) {
    return run(tasks, counter -> counter.incrementYielding(n));
  }

  private static long run(int tasks, Consumer<ForkJoinLocks.LockedCounter> body) {
    ForkJoinLocks.LockedCounter counter = new ForkJoinLocks.LockedCounter();
    CompletableFuture<Void> done = new CompletableFuture<>();
    Countdown count = ForkJoinTasks.countdown(tasks, done);
    for (int i = 0; i < tasks; i++) {
      VirtualThreads.start(() -> {
        body.accept(counter);
        count.arrive();
      });
    }
    done.join();
    return counter.value;
  }
}
