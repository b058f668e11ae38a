package io.asyncruntime.spring.boot.context;

import io.asyncruntime.task.ContextPropagator;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Carries every thread-local that Micrometer's context propagation knows: the capturing thread's values are in force in
 * the task, those it did not have are absent there, and what the polling thread had before comes back. Any thread.
 */
public final class MicrometerContextPropagator implements ContextPropagator {
  private final ContextSnapshotFactory snapshots;

  /** A propagator of what that registry knows, now or later. */
  public MicrometerContextPropagator(ContextRegistry registry) {
    this.snapshots = ContextSnapshotFactory.builder().contextRegistry(registry).clearMissing(true).build();
  }

  @Override
  public Snapshot capture() {
    return new Captured(snapshots.captureAll());
  }

  private record Captured(ContextSnapshot values) implements Snapshot {
    @Override
    public Scope restore() {
      return values.setThreadLocals()::close;
    }
  }
}
