package io.asyncruntime.internal.task;

import io.asyncruntime.internal.util.Door;
import io.asyncruntime.task.ContextPropagator;
import org.jspecify.annotations.Nullable;

/** The door to the user's context propagator, for what runs in a captured context from its beginning to its end. Any thread. */
public final class ContextDoor {
  private static final ContextPropagator.Scope NONE = () -> {};
  private static final Door DOOR =
      new Door("io.asyncruntime.task", "the ContextPropagator threw for {}; the task goes on");

  private ContextDoor() {}

  /** Puts the context that {@code task} carries in force, if it carries one. What is to be closed; throws nothing. */
  public static ContextPropagator.Scope open(JoinableTask<?> task) {
    TaskExtras extras = task.extras;
    ContextPropagator.Snapshot context = extras == null ? null : extras.context;
    if (context == null) { return NONE; }
    try {
      ContextPropagator.@Nullable Scope scope = context.restore();
      return scope == null ? NONE : scope;
    } catch (Throwable failure) {
      threw(task, failure);
      return NONE;
    }
  }

  /** Ends what {@link #open} began. Throws nothing. */
  public static void close(ContextPropagator.Scope scope, JoinableTask<?> task) {
    try {
      scope.close();
    } catch (Throwable failure) {
      threw(task, failure);
    }
  }

  /** The propagator threw on behalf of {@code task}. Throws nothing. */
  public static void threw(JoinableTask<?> task, Throwable failure) {
    DOOR.threw(task, failure);
  }
}
