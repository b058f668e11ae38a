package io.asyncruntime.sample.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Customers who come when they come, however long the others wait: the load does not become less because the service is slow. */
final class OpenLoop {
  private OpenLoop() {}

  /** Calls {@code arrival} with the time at which each customer is due, at that rate, for that long. Blocks. */
  static void run(Mix mix, double perSecond, Duration duration, LongConsumer arrival) {
    long end = System.nanoTime() + duration.toNanos();
    long due = System.nanoTime() + mix.nanosToNext(perSecond);
    while (due < end) {
      awaitTime(due);
      arrival.accept(due);
      due += mix.nanosToNext(perSecond);
    }
    awaitTime(end);
  }

  private static void awaitTime(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
  }
}
