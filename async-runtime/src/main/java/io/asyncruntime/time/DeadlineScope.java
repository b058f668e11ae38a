package io.asyncruntime.time;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Locals;
import io.asyncruntime.internal.util.Names;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A future with a deadline of its own in force while it is polled, or with none. */
final class DeadlineScope<T extends @Nullable Object> extends LocalsScope<T> {
  private final long delayNanos;
  private final boolean limited;

  /** Null while it is to count from the first poll, and for a scope without a deadline. */
  private @Nullable Limit limit;

  DeadlineScope(Future<T> future, @Nullable Limit limit, long delayNanos, boolean limited) {
    super(future);
    this.limit = limit;
    this.delayNanos = delayNanos;
    this.limited = limited;
  }

  @Override
  Poll<T> pollLive(Context cx) throws Exception {
    return pollWithin(cx);
  }

  @Override
  Locals within(@Nullable Object outer, boolean first) {
    return Locals.deadline(limited ? own().notAfter(Locals.deadlineOf(outer)) : null, outer);
  }

  private Limit own() {
    if (limit == null) {
      limit = Deadline.limitAfter(delayNanos);
    }
    return Objects.requireNonNull(limit);
  }

  @Override
  void release() {
    dropWithin();
  }

  @Override
  public String toString() {
    return (limited ? "withDeadline of " : "withoutDeadline of ") + Names.of(future);
  }
}
