package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.util.Log;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells the log about a body that would not end. Any thread. */
final class Cutoff {
  private static final Log LOG = Log.of("io.asyncruntime.async");

  private Cutoff() {}

  /** The code of {@code body} has swallowed its cancellation too often and was left where it stands. */
  static void report(String body, StackTraceElement[] stack) {
    LOG.warning(() -> "an async block (" + body
        + ") was dropped, but swallowed CancelledError " + BlockBody.MAX_CANCELLATIONS
        + " times and awaited again; it was cut off and its thread stays behind. Let CancelledError pass, or end the loop that"
        + " catches it:\n" + Arrays.stream(stack).map(frame -> "\tat " + frame).collect(Collectors.joining("\n")));
  }
}
