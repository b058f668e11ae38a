package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.task.ContextPropagator;
import org.jspecify.annotations.Nullable;

/** What only some tasks carry: a name, the place of the spawn, a captured context, times; of blocking jobs, a deadline. */
public final class TaskExtras {
  /** Written by the spawner, and anew by the poller; others may see an old one. */
  private @Nullable String name;
  final @Nullable String spawnedAt;

  /** The context in force while the task runs. Written by the holder of the task, after each poll. */
  public ContextPropagator.@Nullable Snapshot context;

  /** The scope of the poll that runs now. Written by the poller. */
  public ContextPropagator.@Nullable Scope scope;

  final @Nullable TaskTimes times;

  /** Of a blocking job. */
  final @Nullable DeadlineRef deadline;

  /** Any part may be absent. */
  public TaskExtras(
      @Nullable String name,
      @Nullable String spawnedAt,
      ContextPropagator.@Nullable Snapshot context,
      @Nullable TaskTimes times,
      @Nullable DeadlineRef deadline) {
    this.name = name == null ? null : Names.bounded(name);
    this.spawnedAt = spawnedAt;
    this.context = context;
    this.times = times;
    this.deadline = deadline;
  }

  /** Any thread. */
  @Nullable
  String name() {
    return name;
  }

  /** The poller. A task without a name keeps none: whoever has asked whether it is observed was told no. */
  void rename(String other) {
    if (name != null) name = Names.bounded(other);
  }
}
