package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.task.ContextDoor;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.PollObserver;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.TaskExtras;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Door;
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
public final class PollInstruments implements PollObserver {
  private static final Door HOOK = new Door("io.asyncruntime.task", "a task hook threw for {}; the task goes on");
  private static final Door CONTEXT =
      new Door("io.asyncruntime.task", "the ContextPropagator threw; the worker goes on");

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
  public static @Nullable PollInstruments of(@Nullable TaskHooks hooks, @Nullable ContextPropagator propagator,
      @Nullable PollTimeHistogram histogram, boolean timed) {
    return hooks == null && propagator == null && histogram == null && !timed
        ? null
        : new PollInstruments(hooks, propagator, histogram);
  }

  @Override
  public void before(Task<?> task, Ambient here) {
    task.timed(TaskStatus.RUNNING);
    if (propagator != null) {
      restore(task, here);
    }
    runHook(TaskHooks::beforePoll, task);
    if (histogram != null) {
      here.pollStartNanos = Clock.realNanos();
    }
  }

  @Override
  public void after(Task<?> task, Ambient here, @Nullable Poll<?> result) {
    if (histogram != null) {
      histogram.record(Clock.realNanos() - here.pollStartNanos);
    }
    runHook(TaskHooks::afterPoll, task);
    if (propagator != null) {
      capture(task, here, propagator, result);
    }
    task.timed(task.isWoken() ? TaskStatus.SCHEDULED : TaskStatus.IDLE);
  }

  @Override
  public void beforeDrop(Task<?> task, Ambient here) {
    task.timed(TaskStatus.RUNNING);
    if (propagator != null) {
      StandingContext standing = standing(task, here);
      if (standing != null && !standing.isPolling()) { // else a poll has it dropped, and goes on
        leave(standing);
      }
      open(task);
    }
  }

  @Override
  public void afterDrop(Task<?> task) {
    close(task);
    task.timed(task.isWoken() ? TaskStatus.SCHEDULED : TaskStatus.IDLE);
  }

  // ---- contexts ----

  /** Of the loop whose own task that is; null where a local set polls, within a poll perhaps, and must tidy up at once. */
  private static @Nullable StandingContext standing(Task<?> task, Ambient here) {
    if (task.kind() != TaskKind.ASYNC) { return null; }
    return here.driver instanceof PollPlace loop ? loop.context() : null;
  }

  private static void restore(Task<?> task, Ambient here) {
    StandingContext standing = standing(task, here);
    if (standing == null) {
      open(task);
      return;
    }
    TaskExtras extras = task.extras();
    try {
      standing.enter(extras == null ? null : extras.context);
    } catch (Throwable failure) {
      ContextDoor.threw(task, failure);
    }
  }

  private static void open(Task<?> task) {
    TaskExtras extras = task.extras();
    if (extras == null || extras.context == null) { return; }
    try {
      extras.scope = extras.context.restore();
    } catch (Throwable failure) {
      ContextDoor.threw(task, failure);
    }
  }

  /** What a task that is ready leaves behind nobody will see; who hears of a panic sees what was in force. */
  private static void capture(Task<?> task, Ambient here, ContextPropagator propagator, @Nullable Poll<?> result) {
    TaskExtras extras = task.extras();
    StandingContext standing = standing(task, here);
    if (standing != null) {
      settle(task, extras, standing, propagator, result);
    } else if (extras != null && extras.scope != null) {
      captureAgain(task, extras, propagator);
      close(task);
    }
  }

  private static void settle(Task<?> task, @Nullable TaskExtras extras, StandingContext standing,
      ContextPropagator propagator, @Nullable Poll<?> result) {
    boolean ready = result != null && result.isReady();
    ContextPropagator.Snapshot now =
        ready || extras == null || !standing.isOpen() ? null : captureAgain(task, extras, propagator);
    if (now == null || result == null) {
      leave(standing);
    } else {
      standing.stay(now);
    }
  }

  /** Null when that failed: then nobody knows what is in force. */
  private static ContextPropagator.@Nullable Snapshot captureAgain(
      Task<?> task, TaskExtras extras, ContextPropagator propagator) {
    try {
      ContextPropagator.Snapshot last = Objects.requireNonNull(extras.context);
      ContextPropagator.Snapshot now = propagator.captureAgain(last);
      if (now != last) { // a reference stored in an old object costs a fence under G1
        extras.context = now;
      }
      return now;
    } catch (Throwable failure) {
      ContextDoor.threw(task, failure);
      return null;
    }
  }

  /** Whatever happened: it must not leak to the next task of this thread. */
  private static void close(Task<?> task) {
    TaskExtras extras = task.extras();
    if (extras == null || extras.scope == null) { return; }
    ContextPropagator.Scope scope = extras.scope;
    extras.scope = null;
    try {
      scope.close();
    } catch (Throwable failure) {
      ContextDoor.threw(task, failure);
    }
  }

  /** A loop whose next poll, if any, is not of the task of its context. Throws nothing. */
  public static void leave(@Nullable StandingContext context) {
    if (context == null) { return; }
    try {
      context.leave();
    } catch (Throwable failure) {
      CONTEXT.threw(null, failure);
    }
  }

  /** The spawning thread, before the task is queued. */
  public void spawned(Task<?> task) {
    runHook(TaskHooks::onSpawn, task);
  }

  /** Whoever completes the task. Throws nothing. */
  public void terminated(JoinableTask<?> task) {
    runHook(TaskHooks::onTerminate, task);
  }

  private void runHook(BiConsumer<TaskHooks, TaskMeta> hook, JoinableTask<?> task) {
    if (hooks == null || task.kind() == TaskKind.LOCAL) { return; }
    try {
      hook.accept(hooks,
          new TaskMeta(new TaskId(task.taskId()), Objects.requireNonNullElse(task.taskName(), "")));
    } catch (Throwable failure) {
      HOOK.threw(task, failure);
    }
  }
}
