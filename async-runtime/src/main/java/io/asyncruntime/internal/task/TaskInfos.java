package io.asyncruntime.internal.task;

import io.asyncruntime.internal.join.Traceable;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the entries of a dump. Any thread; reads tasks that others are changing, so each figure is only nearly of one moment. */
public final class TaskInfos {
  private TaskInfos() {}

  /** A thread's frames as text. */
  public static List<String> frames(StackTraceElement[] stack) {
    return Arrays.stream(stack).map(StackTraceElement::toString).toList();
  }

  static TaskInfo of(
      JoinableTask<?> task, @Nullable TaskExtras extras, TaskKind kind, TaskStatus status, long nowNanos,
      boolean withStack) {
    Object work = Names.innermost(task.work());
    Traceable trace = work instanceof Traceable traceable && status != TaskStatus.RUNNING ? traceable : null;
    TaskTimes times = extras == null ? null : extras.times;
    return new TaskInfo(
        new TaskId(task.taskId()),
        Objects.requireNonNullElse(task.taskName(), ""),
        kind,
        status,
        extras != null && extras.spawnedAt != null ? extras.spawnedAt : origin(work),
        Duration.ofNanos(Math.max(0, nowNanos - task.spawnedNanos())),
        task.pollCount(),
        task.wakeCount(),
        task.selfWakeCount(),
        spent(times, TaskStatus.RUNNING),
        spent(times, TaskStatus.SCHEDULED),
        spent(times, TaskStatus.IDLE),
        trace == null ? waitingOn(work, status) : trace.waitingOn(),
        trace == null || !withStack ? List.of() : trace.stack());
  }

  static TaskInfo ofBlocking(
      BlockingTask<?> task,
      @Nullable TaskExtras extras,
      TaskStatus status,
      long nowNanos,
      long startedNanos,
      StackTraceElement[] stack) {
    long queuedUntil = startedNanos == 0 ? nowNanos : startedNanos;
    return new TaskInfo(
        new TaskId(task.taskId()),
        Objects.requireNonNullElse(task.taskName(), ""),
        TaskKind.BLOCKING,
        status,
        extras != null && extras.spawnedAt != null ? extras.spawnedAt : origin(task.work()),
        Duration.ofNanos(Math.max(0, nowNanos - task.spawnedNanos())),
        startedNanos == 0 ? 0 : 1,
        0,
        0,
        Duration.ofNanos(Math.max(0, nowNanos - queuedUntil)),
        Duration.ofNanos(Math.max(0, queuedUntil - task.spawnedNanos())),
        Duration.ZERO,
        status == TaskStatus.RUNNING ? "" : "a thread of the blocking pool",
        frames(stack));
  }

  private static String waitingOn(@Nullable Object work, TaskStatus status) {
    return work == null || status != TaskStatus.IDLE ? "" : Names.of(work);
  }

  /** Where the code of a task comes from, as far as its class tells. */
  private static String origin(@Nullable Object work) {
    return work instanceof Traceable block ? block.origin() : Names.origin(work);
  }

  private static Duration spent(@Nullable TaskTimes times, TaskStatus status) {
    return times == null ? Duration.ZERO : Duration.ofNanos(times.total(status));
  }
}
