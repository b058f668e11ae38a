package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.metrics.RuntimeMetrics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a runtime has no task alive. It looks every few milliseconds: a runtime has no event for "the last task
 * ended", and the thread that stops the application has nothing else to do.
 */
final class Drain {
  private static final long LOOK_EVERY_MILLIS = 5;

  private final RuntimeMetrics metrics;

  Drain(RuntimeMetrics metrics) {
    this.metrics = metrics;
  }

  /** Whether no task was alive before the time was over. */
  boolean await(Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    while (metrics.numAliveTasks() > 0) {
      if (System.nanoTime() - start >= atMost.toNanos()) return false;
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return true;
  }
}
