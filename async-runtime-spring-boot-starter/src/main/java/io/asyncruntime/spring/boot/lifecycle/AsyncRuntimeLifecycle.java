package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.spring.boot.support.DisplayNames;
import io.asyncruntime.task.CancellationToken;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the auto-configured runtime with the application context.
 *
 * <p>It stops after the web server has answered its last request and after the executors of the application
 * ({@link #PHASE}), without holding up the other beans of its phase: {@code stop(Runnable)} waits on a thread of its own.
 * The shutdown token is cancelled, and tasks get the shutdown timeout to finish; what is left is then dropped or interrupted, and named in the log. A stopped
 * runtime does not start again: a context that is to be restarted is refreshed instead.
 */
public final class AsyncRuntimeLifecycle implements SmartLifecycle {
  /** Just below the executors, which stop at {@code Integer.MAX_VALUE / 2}, and the web server above them. */
  public static final int PHASE = Integer.MAX_VALUE / 2 - 1;

  private static final Logger LOG = LoggerFactory.getLogger(AsyncRuntimeLifecycle.class);

  private final AsyncRuntime runtime;
  private final CancellationToken token;
  private final LifecycleSettings settings;
  private final ApplicationEventPublisher events;
  private final @Nullable DedicatedDriver driver;

  // Set by whoever stops first; a second stop has nothing to wait for.
  private final AtomicBoolean stopping = new AtomicBoolean();
  // Written by the thread that refreshes the context and by the one that stops it, never at the same time; read by any.
  private volatile boolean running;
  private volatile @Nullable RuntimeStoppedEvent stopped;

  /**
   * A lifecycle for a runtime that nobody else closes.
   *
   * @param token is cancelled when the stop begins, so that tasks know they should end
   * @param events is told of the stop, by a {@link RuntimeStoppedEvent}
   */
  public AsyncRuntimeLifecycle(AsyncRuntime runtime, CancellationToken token, LifecycleSettings settings,
      ApplicationEventPublisher events) {
    this.runtime = runtime;
    this.token = token;
    this.settings = settings;
    this.events = events;
    this.driver = needsDriver() ? new DedicatedDriver(runtime, settings.threadNamePrefix()) : null;
  }

  private boolean needsDriver() {
    return runtime.flavor() == RuntimeFlavor.CURRENT_THREAD && settings.driver() == CurrentThreadDriver.DEDICATED;
  }

  /**
   * Starts the driver of a current-thread runtime, if there is one. What runs was told in one line when it was built.
   *
   * @throws IllegalStateException when the runtime was shut down
   */
  @Override
  public void start() {
    if (runtime.isShutdown()) {
      throw new IllegalStateException("The async runtime '" + DisplayNames.of(runtime.name())
          + "' was shut down and cannot start again: refresh the application context instead of restarting it");
    }
    warnOfShortPhase();
    if (driver != null) driver.start();
    running = true;
    LOG.debug("Async runtime '{}' runs until phase {} stops", DisplayNames.of(runtime.name()), PHASE);
  }

  private void warnOfShortPhase() {
    if (settings.outlastsPhase()) {
      LOG.warn(
          "async-runtime.shutdown.timeout ({} ms) is not below spring.lifecycle.timeout-per-shutdown-phase ({} ms): "
              + "the application stops other beans while tasks still run",
          settings.shutdownTimeout().toMillis(),
          settings.phaseTimeout().toMillis());
    }
  }

  /** Stops the runtime on a thread of its own, and calls back when it has stopped. */
  @Override
  public void stop(Runnable callback) {
    if (!running) {
      callback.run();
      return;
    }
    new Thread(() -> {
      try {
        stop();
      } finally {
        callback.run();
      }
    }, settings.threadNamePrefix() + "shutdown").start();
  }

  /** Stops the runtime, and returns when it has stopped. Once only; a further call does nothing. */
  @Override
  public void stop() {
    if (!running || !stopping.compareAndSet(false, true)) return;
    try {
      OrderlyShutdown shutdown = new OrderlyShutdown(runtime, driver, settings);
      token.cancel();
      shutdown.run(this::tell);
    } finally {
      running = false;
    }
  }

  private void tell(RuntimeStoppedEvent event) {
    stopped = event;
    ShutdownLog.log(event);
    events.publishEvent(event);
  }

  @Override
  public boolean isRunning() { return running; }

  @Override
  public int getPhase() { return PHASE; }

  /** A paused context could not start the runtime again. */
  @Override
  public boolean isPauseable() { return false; }

  /** The runtime it starts and stops. */
  public AsyncRuntime runtime() {
    return runtime;
  }

  /** How the shutdown went, once there was one. */
  public Optional<ShutdownReport> report() {
    return stopped().map(RuntimeStoppedEvent::report);
  }

  /** How the shutdown went and what it cut off, once there was one. */
  public Optional<RuntimeStoppedEvent> stopped() {
    return Optional.ofNullable(stopped);
  }
}
