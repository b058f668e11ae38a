package io.asyncruntime.scenario.random;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.TaskTracking;
import io.asyncruntime.UnhandledPanic;
import java.time.Duration;

/**
 * The runtime of a program, and how it ends.
 *
 * @param workers 0 is a current-thread runtime
 * @param thresholdMillis from when on a poll is long; 0 switches the watchdog off
 * @param globalQueueInterval 0 leaves it to the runtime
 */
record Settings(int workers, boolean lifo, int thresholdMillis, AwaitEngine engine, int eventInterval,
    int globalQueueInterval, int maxBlockingThreads, TaskTracking tracking, Hooks.Mode hooks, End end, long rngSeed) {
  enum End {
    /** When all is done. */
    CLOSE,
    /** In the middle, by shutdown. */
    SHUTDOWN,
    /** In the middle, by shutdownBackground, and then close. */
    BACKGROUND
  }

  boolean isMultiThread() { return workers > 0; }

  /** Whether a poll can last longer than the threshold without much waiting. */
  boolean provokesSpares() {
    return isMultiThread() && thresholdMillis > 0 && thresholdMillis <= 10;
  }

  AsyncRuntime build(Hooks hooks) {
    AsyncRuntime.Builder builder =
        isMultiThread() ? AsyncRuntime.multiThread().workerThreads(workers) : AsyncRuntime.currentThread();
    if (globalQueueInterval > 0) {
      builder.globalQueueInterval(globalQueueInterval);
    }
    builder.lifoSlot(lifo).longPollThreshold(Duration.ofMillis(thresholdMillis)).awaitEngine(engine)
        .eventInterval(eventInterval).maxBlockingThreads(maxBlockingThreads).taskTracking(tracking).rngSeed(rngSeed)
        .threadNamePrefix(threadNamePrefix()).blockingThreadKeepAlive(Duration.ofSeconds(1))
        .unhandledPanic(UnhandledPanic.IGNORE);
    hooks.in(builder);
    return builder.build();
  }

  /** Of this program's threads only. */
  String threadNamePrefix() {
    return "random-" + Long.toUnsignedString(rngSeed, Character.MAX_RADIX) + "-";
  }

  /** What the figures are counted by. */
  String configuration() {
    return (isMultiThread() ? "multi-thread" : "current-thread") + " " + engine;
  }
}
