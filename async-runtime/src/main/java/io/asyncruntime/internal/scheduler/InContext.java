package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.TaskExtras;
import io.asyncruntime.task.ContextPropagator;

/** Tells something of a task with its context in force, so that lines and listeners carry its trace. Any thread. */
final class InContext {
  private static final System.Logger LOG = System.getLogger("io.asyncruntime.task");
  private static final ContextPropagator.Scope NO_CONTEXT = () -> {};

  private InContext() {}

  /** Runs {@code report}, which throws nothing, on the calling thread; a propagator that throws is logged. */
  static void run(JoinableTask<?> task, Runnable report) {
    ContextPropagator.Scope scope = restore(task);
    report.run();
    try {
      scope.close();
    } catch (Throwable failure) {
      LOG.log(System.Logger.Level.ERROR, "the context propagator threw", failure);
    }
  }

  private static ContextPropagator.Scope restore(JoinableTask<?> task) {
    TaskExtras extras = task.extras();
    ContextPropagator.Snapshot context = extras == null ? null : extras.context;
    if (context == null) { return NO_CONTEXT; }
    try {
      return context.restore();
    } catch (Throwable failure) {
      LOG.log(System.Logger.Level.ERROR, "the context propagator threw", failure);
      return NO_CONTEXT;
    }
  }
}
