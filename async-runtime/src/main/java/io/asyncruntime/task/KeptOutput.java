package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.internal.util.Failures;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The output of a task, or its failure, that was taken before it was asked for: registering a waker with a task that has
 * just ended takes the output. Plain fields: one thread at a time owns the right to the output, and this with it.
 */
final class KeptOutput<T extends @Nullable Object> {
  private @Nullable Poll<T> output;
  private @Nullable Throwable failure;

  /** Whether there is something to {@link #get()}. */
  boolean isThere() { return output != null || failure != null; }

  /** Takes what {@code task} ended with. False if it has not ended: then it will wake the waker of {@code cx}. */
  boolean take(RawTask<T> task, Context cx) {
    if (isThere()) { return true; }
    try {
      Poll<T> answer = task.pollJoin(cx);
      output = answer.isReady() ? answer : null;
    } catch (Throwable thrown) {
      failure = thrown;
    }
    return isThere();
  }

  /** The output, or throws the failure. Any number of times, after {@link #take} was true. */
  Poll<T> get() {
    Poll<T> taken = output;
    if (taken == null) {
      throw Failures.<RuntimeException>sneaky(Objects.requireNonNull(failure, "nothing was taken"));
    }
    return taken;
  }
}
