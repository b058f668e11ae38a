package io.asyncruntime.time;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.Locals;
import io.asyncruntime.internal.util.Names;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A future with a deadline of its own in force while it is polled, or with none. While it is dropped there is none in force. */
final class DeadlineScope<T extends @Nullable Object> extends OneShot<T> {
  private final Future<T> future;
  private final long delayNanos;
  private final boolean limited;

  /** Null while it is to count from the first poll, and for a scope without a deadline. */
  private @Nullable Limit limit;

  /** What is in force, and what it was made for: of the poll that runs, or ran last. */
  private @Nullable Locals locals;

  DeadlineScope(Future<T> future, @Nullable Limit limit, long delayNanos, boolean limited) {
    this.future = future;
    this.limit = limit;
    this.delayNanos = delayNanos;
    this.limited = limited;
  }

  @Override
  Poll<T> pollLive(Context cx) throws Exception {
    Object outer = Locals.install(within(Ambient.current().taskLocals));
    try {
      return future.poll(cx);
    } finally {
      Locals.restore(outer);
    }
  }

  private Locals within(@Nullable Object outer) {
    Locals present = locals;
    if (present == null || present.outer != outer) {
      present = Locals.deadline(limited ? own().notAfter(Locals.deadlineOf(outer)) : null, outer);
      locals = present;
    }
    return present;
  }

  private Limit own() {
    if (limit == null) {
      limit = Deadline.limitAfter(delayNanos);
    }
    return Objects.requireNonNull(limit);
  }

  @Override
  void release() {
    dropWithout(future);
  }

  /** Drops {@code future} with no deadline in force. */
  static void dropWithout(Future<?> future) {
    Object present = Ambient.current().taskLocals;
    DeadlineRef deadline = Locals.deadlineOf(present);
    Object outer = Locals.install(deadline == null ? present : Locals.deadline(null, present));
    try {
      future.drop();
    } finally {
      Locals.restore(outer);
    }
  }

  @Override
  public String toString() {
    return (limited ? "withDeadline of " : "withoutDeadline of ") + Names.of(future);
  }
}
