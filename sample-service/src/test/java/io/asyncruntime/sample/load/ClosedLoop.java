package io.asyncruntime.sample.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.function.LongFunction;

/** A fixed crowd, each of which asks again when it has its answer: it finds what a service can do, and never asks for more. */
final class ClosedLoop {
  private final LongFunction<CompletableFuture<Reply>> caller;
  private final long end;
  private final Phaser running = new Phaser(1);

  private ClosedLoop(LongFunction<CompletableFuture<Reply>> caller, long end) {
    this.caller = caller;
    this.end = end;
  }

  /** Returns when all of the crowd have their last answer. */
  static void run(int crowd, Duration duration, LongFunction<CompletableFuture<Reply>> caller) {
    ClosedLoop loop = new ClosedLoop(caller, System.nanoTime() + duration.toNanos());
    loop.running.bulkRegister(crowd);
    for (int i = 0; i < crowd; i++) loop.ask();
    loop.running.arriveAndAwaitAdvance();
  }

  private void ask() {
    long now = System.nanoTime();
    if (now >= end) {
      running.arriveAndDeregister();
      return;
    }
    caller.apply(now).whenCompleteAsync((reply, failure) -> ask());
  }
}
