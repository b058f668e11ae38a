package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.task.TaskExtras;
import io.asyncruntime.internal.task.TaskTimes;
import io.asyncruntime.task.ContextPropagator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects at a spawn what a task carries beside its future. The spawning thread. */
final class TaskFactory {
  private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final String INTERNAL = "io.asyncruntime.internal.";
  private static final String VOCABULARY = "io.asyncruntime.task.";
  private static final Set<String> FACADE = Set.of("io.asyncruntime.AsyncRuntime", "io.asyncruntime.Async");

  private final @Nullable ContextPropagator propagator;
  private final boolean timed;

  TaskFactory(RuntimeConfig config) {
    this.propagator = config.contextPropagator;
    this.timed = config.tracking == RuntimeConfig.Tracking.TIMED;
  }

  /** Null when there is nothing to carry, which is the quick case. */
  @Nullable
  TaskExtras extras(@Nullable String name) {
    if (name == null && propagator == null && !timed) { return null; }
    ContextPropagator.Snapshot context = propagator == null ? null : propagator.capture();
    return new TaskExtras(name, timed ? spawnPlace() : null, context, timed ? new TaskTimes() : null);
  }

  private static @Nullable String spawnPlace() {
    return WALKER.walk(
        frames -> frames
            .filter(frame -> !isOurs(frame.getClassName()))
            .findFirst()
            .map(frame -> frame.toStackTraceElement().toString())
            .orElse(null));
  }

  private static boolean isOurs(String type) {
    return type.startsWith(INTERNAL) || type.startsWith(VOCABULARY) || FACADE.contains(type);
  }
}
