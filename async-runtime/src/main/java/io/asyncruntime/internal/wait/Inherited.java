package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.Locals;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task that was spawned under a deadline, with that deadline in force during each poll. Not while it is dropped: what
 * is undone then would otherwise be refused for being late. A wrapper, so that tasks without a deadline are as they were.
 */
public final class Inherited<T extends @Nullable Object> extends AroundFuture<T> {
  private final Locals locals;

  private Inherited(Future<T> future, DeadlineRef deadline) {
    super(future);
    this.locals = Locals.deadline(deadline, null);
  }

  /** The spawner, at {@code here}: what the task runs, {@code future} itself where no deadline is in force. */
  public static <T extends @Nullable Object> Future<T> at(Ambient here, Future<T> future) {
    if (here.taskLocals == null) { return future; }
    DeadlineRef deadline = Locals.deadlineAt(here);
    return deadline == null ? future : new Inherited<>(future, deadline);
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    Object outer = Locals.install(locals);
    try {
      return future.poll(cx);
    } finally {
      Locals.restore(outer);
    }
  }
}
