package io.asyncruntime.spring.boot.lifecycle;

import java.time.Duration;

/**
 * What the lifecycle needs to know beside the runtime.
 *
 * @param shutdownTimeout time for tasks and blocking work to end, at stop
 * @param phaseTimeout time the application context gives every phase of its stop
 * @param driver who advances the tasks of a current-thread runtime; without effect on a multi-thread one
 * @param threadNamePrefix start of the names of the threads started here
 */
public record LifecycleSettings(
    Duration shutdownTimeout,
    Duration phaseTimeout,
    CurrentThreadDriver driver,
    String threadNamePrefix) {
  /** Whether the context may go on stopping other beans while the runtime still waits. */
  boolean outlastsPhase() {
    return shutdownTimeout.compareTo(phaseTimeout) >= 0;
  }
}
