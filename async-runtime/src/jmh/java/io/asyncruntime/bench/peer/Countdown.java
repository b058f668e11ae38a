package io.asyncruntime.bench.peer;

import java.util.concurrent.atomic.AtomicInteger;

/** Runs an action when it was called often enough. Any thread. */
final class Countdown {
  private final AtomicInteger left;
  private final Runnable last;

  Countdown(int count, Runnable last) {
    this.left = new AtomicInteger(count);
    this.last = last;
  }

  void arrive() {
    if (left.decrementAndGet() == 0) {
      last.run();
    }
  }
}
