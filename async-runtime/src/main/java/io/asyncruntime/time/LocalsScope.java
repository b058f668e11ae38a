package io.asyncruntime.time;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.Locals;
import org.jspecify.annotations.Nullable;

/**
 * A future around another one, for which it puts something in force while that is polled. While it is dropped no deadline is in force:
 * what is undone then would otherwise be refused for being late. Plain fields, as those of {@link OneShot}.
 */
abstract class LocalsScope<T extends @Nullable Object> extends OneShot<T> {
  final Future<T> future;

  /** What is in force, of the poll that runs or ran last. It is made anew only where what is around it is another. */
  private @Nullable Locals locals;

  LocalsScope(Future<T> future) {
    this.future = future;
  }

  /** What is to be in force within {@code outer}; {@code first} until the first poll has asked. */
  abstract Locals within(@Nullable Object outer, boolean first);

  /** Polls the future with that in force. */
  final Poll<T> pollWithin(Context cx) throws Exception {
    Object outer = Locals.install(current(Ambient.current().taskLocals));
    try {
      return future.poll(cx);
    } finally {
      Locals.restore(outer);
    }
  }

  private Locals current(@Nullable Object outer) {
    Locals present = locals;
    if (present == null || present.outer != outer) {
      present = within(outer, present == null);
      locals = present;
    }
    return present;
  }

  /** Drops the future with no deadline in force. */
  final void dropWithin() {
    Object present = Ambient.current().taskLocals;
    DeadlineRef deadline = Locals.deadlineOf(present);
    Object outer = Locals.install(deadline == null ? present : Locals.deadline(null, present));
    try {
      future.drop();
    } finally {
      Locals.restore(outer);
    }
  }
}
