package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that sits in {@code blockOn} of a current-thread runtime, so that its tasks advance without a caller.
 * {@code start} and {@code stop} are called by the lifecycle, one after the other.
 */
final class DedicatedDriver {
  private static final Logger LOG = LoggerFactory.getLogger(DedicatedDriver.class);

  private final AsyncRuntime runtime;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final Thread thread;

  DedicatedDriver(AsyncRuntime runtime, String threadNamePrefix) {
    this.runtime = runtime;
    this.thread = new Thread(this::drive, threadNamePrefix + "driver");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Lets the thread leave {@code blockOn}, and waits for it at most that long: it may be inside a poll. */
  void stop(Duration wait) throws InterruptedException {
    stopped.complete(null);
    thread.join(Math.max(1, wait.toMillis()));
  }

  private void drive() {
    try {
      runtime.blockOn(Future.from(stopped));
    } catch (RuntimeException | Error e) {
      if (!stopped.isDone()) {
        LOG.error("The driver of the async runtime '{}' ended: its tasks advance in blockOn only",
            DisplayNames.of(runtime.name()), e);
      }
    }
  }
}
