package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.wait.HeldGuards;
import io.asyncruntime.task.CancelledError;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The user's code of an async block and what came of it. {@link #run} and {@link #cancelAgain} are for the body's thread, the
 * rest for the poller; the coroutine orders the two.
 */
final class BlockBody<T extends @Nullable Object> {
  /** More than any nest of finally blocks needs; after that a body is taken to swallow its cancellation in a loop. */
  static final int MAX_CANCELLATIONS = 1000;

  private final Callable<T> code;
  private ContextPropagator.@Nullable Snapshot context;
  private @Nullable Poll<T> result;
  private @Nullable Throwable failure;
  private @Nullable Throwable dropFailure;
  private int cancellations;

  BlockBody(Callable<T> code) {
    this.code = code;
  }

  /** Captures the thread-local context of the poller, to be in force while the body runs. Before {@link #run}. */
  void carryContext(@Nullable ContextPropagator propagator) {
    context = propagator == null ? null : propagator.capture();
  }

  /** Runs the code to its end, whatever that is. Throws nothing. */
  void run() {
    try {
      result = Poll.ready(context == null ? checked(code.call()) : callIn(context));
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  /** The end of the body, at {@code place}: a guard that it has left behind can be closed by nobody else. */
  void endWith(Ambient place) {
    try {
      HeldGuards.checkSuspension(place, null, "an async block that had come to its end");
    } catch (IllegalStateException leftBehind) {
      failure = Failures.combine(failure, leftBehind);
    }
  }

  private T callIn(ContextPropagator.Snapshot captured) throws Exception {
    ContextPropagator.Scope scope = captured.restore();
    try {
      return checked(code.call());
    } finally {
      scope.close();
    }
  }

  private T checked(T value) {
    if (value instanceof Future<?> && !(value instanceof JoinHandle<?>)) {
      throw new IllegalStateException(
          "the async block returned a future that nobody would poll (" + value.getClass().getName()
              + "): await it in the block, and return its value");
    }
    return value;
  }

  /** After the end of the body: its value, or throws what it threw. */
  Poll<T> result() {
    if (failure != null) { throw Failures.sneaky(failure); }
    if (result == null) { throw new AssertionError("the body of the async block has not ended"); }
    return result;
  }

  /**
   * The body is being unwound and would wait: the error to throw at it. Does not return to a body that keeps on swallowing it.
   */
  CancelledError cancelAgain(Coroutine coroutine) {
    if (++cancellations > MAX_CANCELLATIONS) {
      while (true) {
        coroutine.suspend(); // nobody will resume it
      }
    }
    return new CancelledError();
  }

  /** The future that the unwinding body awaited failed to be dropped. It does not stop the unwinding. */
  void dropFailed(Throwable thrown) {
    dropFailure = Failures.combine(dropFailure, thrown);
  }

  /** After the body has been unwound: throws what that threw. The cancellation itself is no failure. */
  void throwCleanupFailure() {
    Throwable thrown = dropFailure;
    if (failure != null && !comesOfCancellation(failure)) {
      thrown = Failures.combine(thrown, failure);
    }
    if (thrown != null) { throw Failures.sneaky(thrown); }
  }

  private static boolean comesOfCancellation(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 100; depth++) { // a chain of causes may be a ring
      if (cause instanceof CancelledError || cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Names the code in a log line. */
  String describe() {
    return code.getClass().getName();
  }
}
