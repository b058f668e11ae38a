package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.task.ContextDoor;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.task.ContextPropagator;

/** Tells something of a task with its context in force, so that lines and listeners carry its trace. Any thread. */
public final class InContext {
  private static final Door DOOR = new Door("io.asyncruntime.task", "what was to be told of {} could not be told");

  private InContext() {}

  /** Runs {@code report} on the calling thread. Nothing that happens meanwhile comes out. */
  public static void run(JoinableTask<?> task, Runnable report) {
    ContextPropagator.Scope scope = ContextDoor.open(task);
    try {
      report.run();
    } catch (Throwable failure) {
      DOOR.threw(task, failure);
    }
    ContextDoor.close(scope, task);
  }
}
