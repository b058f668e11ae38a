package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.task.PollObserver;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.TaskExtras;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskId;
import io.asyncruntime.task.TaskMeta;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is done around each poll when a runtime has hooks, a context propagator, a poll-time histogram or timed tasks. A runtime
 * with none of these has no such object, and pays one null check a poll. Called on the polling thread.
 */
final class PollInstruments implements PollObserver {
  private static final System.Logger LOG = System.getLogger("io.asyncruntime.task");

  private final @Nullable TaskHooks hooks;
  private final @Nullable ContextPropagator propagator;
  private final @Nullable PollTimeHistogram histogram;

  private PollInstruments(
      @Nullable TaskHooks hooks, @Nullable ContextPropagator propagator, @Nullable PollTimeHistogram histogram) {
    this.hooks = hooks;
    this.propagator = propagator;
    this.histogram = histogram;
  }

  /** Null when nothing is to be done. */
  static @Nullable PollInstruments of(RuntimeConfig config, @Nullable PollTimeHistogram histogram) {
    boolean timed = config.tracking == RuntimeConfig.Tracking.TIMED;
    return config.taskHooks == null && config.contextPropagator == null && histogram == null && !timed
        ? null
        : new PollInstruments(config.taskHooks, config.contextPropagator, histogram);
  }

  @Override
  public void before(Task<?> task, Ambient here) {
    beforeDrop(task);
    runHook(TaskHooks::beforePoll, task);
    if (histogram != null) {
      here.pollStartNanos = Clock.realNanos();
    }
  }

  @Override
  public void after(Task<?> task, Ambient here) {
    if (histogram != null) {
      histogram.record(Clock.realNanos() - here.pollStartNanos);
    }
    runHook(TaskHooks::afterPoll, task);
    afterDrop(task);
  }

  @Override
  public void beforeDrop(Task<?> task) {
    task.timed(TaskStatus.RUNNING);
    TaskExtras extras = task.extras();
    if (extras != null && extras.context != null) {
      restore(task, extras, extras.context);
    }
  }

  @Override
  public void afterDrop(Task<?> task) {
    TaskExtras extras = task.extras();
    if (extras != null && extras.scope != null && propagator != null) {
      captureAndClose(task, extras, extras.scope, propagator);
    }
    task.timed(task.isWoken() ? TaskStatus.SCHEDULED : TaskStatus.IDLE);
  }

  private static void restore(Task<?> task, TaskExtras extras, ContextPropagator.Snapshot context) {
    try {
      extras.scope = context.restore();
    } catch (Throwable failure) {
      logPropagator(task, failure);
    }
  }

  /** Closes the scope whatever happens: it must not leak to the next task of this thread. */
  private static void captureAndClose(
      Task<?> task, TaskExtras extras, ContextPropagator.Scope scope, ContextPropagator propagator) {
    extras.scope = null;
    try {
      extras.context = propagator.capture();
    } catch (Throwable failure) {
      logPropagator(task, failure);
    }
    try {
      scope.close();
    } catch (Throwable failure) {
      logPropagator(task, failure);
    }
  }

  private static void logPropagator(Task<?> task, Throwable failure) {
    LOG.log(System.Logger.Level.ERROR,
        "the ContextPropagator threw for task " + task.taskId() + "; the task goes on", failure);
  }

  /** The spawning thread, before the task is queued. */
  void spawned(Task<?> task) {
    runHook(TaskHooks::onSpawn, task);
  }

  /** Whoever completes the task. */
  void terminated(TaskKind kind, long id, @Nullable String name) {
    if (hooks != null && kind != TaskKind.LOCAL) {
      call(TaskHooks::onTerminate, new TaskMeta(new TaskId(id), Objects.requireNonNullElse(name, "")));
    }
  }

  private void runHook(BiConsumer<TaskHooks, TaskMeta> hook, Task<?> task) {
    if (hooks != null && task.kind() != TaskKind.LOCAL) {
      call(hook, new TaskMeta(new TaskId(task.taskId()), Objects.requireNonNullElse(task.taskName(), "")));
    }
  }

  private void call(BiConsumer<TaskHooks, TaskMeta> hook, TaskMeta task) {
    try {
      hook.accept(Objects.requireNonNull(hooks), task);
    } catch (Throwable failure) {
      LOG.log(System.Logger.Level.ERROR, "a task hook threw for task " + task.id() + "; the task goes on", failure);
    }
  }
}
