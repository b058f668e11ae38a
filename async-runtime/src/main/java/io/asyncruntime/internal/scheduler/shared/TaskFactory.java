package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.Locals;
import io.asyncruntime.internal.task.TaskExtras;
import io.asyncruntime.internal.task.TaskTimes;
import io.asyncruntime.internal.util.CallSite;
import io.asyncruntime.task.ContextPropagator;
import org.jspecify.annotations.Nullable;

/** Collects at a spawn what a task carries beside its future. The spawning thread. */
final class TaskFactory {
  private final @Nullable ContextPropagator propagator;
  private final boolean timed;

  TaskFactory(RuntimeConfig config) {
    this.propagator = config.contextPropagator;
    this.timed = config.tracking == RuntimeConfig.Tracking.TIMED;
  }

  /** Null when there is nothing to carry, which is the quick case. */
  @Nullable
  TaskExtras extras(@Nullable String name) {
    return extras(name, null);
  }

  /** Of a blocking job, which carries the deadline in force; a task has that in what it runs. */
  @Nullable
  TaskExtras extrasOfJob(@Nullable String name) {
    return extras(name, Locals.deadlineAt(Ambient.current()));
  }

  private @Nullable TaskExtras extras(@Nullable String name, @Nullable DeadlineRef deadline) {
    if (name == null && propagator == null && !timed && deadline == null) { return null; }
    ContextPropagator.Snapshot context = propagator == null ? null : propagator.capture();
    return new TaskExtras(name, timed ? CallSite.find() : null, context, timed ? new TaskTimes() : null,
        deadline);
  }
}
