package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps in which a runtime ends, within one timeout: let tasks finish, let the driver go, shut down what is left.
 * One thread makes and runs it, once; the time runs from the making.
 */
final class OrderlyShutdown {
  /** Part of the timeout, in per cent, kept for what does not end by itself. */
  private static final int RESERVE = 10;

  private final AsyncRuntime runtime;
  private final @Nullable DedicatedDriver driver;
  private final LifecycleSettings settings;
  private final long start = System.nanoTime();

  OrderlyShutdown(AsyncRuntime runtime, @Nullable DedicatedDriver driver, LifecycleSettings settings) {
    this.runtime = runtime;
    this.driver = driver;
    this.settings = settings;
  }

  /** Runs the steps, and tells how it went. An interrupt shortens the waiting to nothing. */
  void run(Consumer<RuntimeStoppedEvent> listener) {
    List<TaskInfo> unfinished = List.of();
    boolean interrupted = false;
    try {
      if (!drained()) unfinished = runtime.dump().tasks();
      if (driver != null) driver.stop(left());
    } catch (InterruptedException e) {
      interrupted = true;
      unfinished = runtime.dump().tasks();
    }
    ShutdownReport end = runtime.shutdown(interrupted ? Duration.ZERO : left());
    if (interrupted) Thread.currentThread().interrupt();
    listener.accept(new RuntimeStoppedEvent(runtime.name(), ofAllSteps(end), unfinished));
  }

  /** The runtime times its own shutdown only, which is the last of the steps. */
  private ShutdownReport ofAllSteps(ShutdownReport end) {
    return new ShutdownReport(end.clean(), Duration.ofNanos(System.nanoTime() - start), end.droppedTasks(),
        end.stillRunning());
  }

  private boolean drained() throws InterruptedException {
    return isDriven() ? new Drain(runtime.metrics()).await(drainTime()) : runtime.metrics().numAliveTasks() == 0;
  }

  /** Tasks of a current-thread runtime without a driver stand still: waiting for them would be in vain. */
  private boolean isDriven() {
    return runtime.flavor() == RuntimeFlavor.MULTI_THREAD || driver != null;
  }

  private Duration drainTime() {
    return settings.shutdownTimeout().multipliedBy(100 - RESERVE).dividedBy(100);
  }

  private Duration left() {
    Duration left = settings.shutdownTimeout().minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
