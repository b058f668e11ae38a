package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.HeldGuards;
import io.asyncruntime.task.CancelledError;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The user's code of an async block and what came of it; a base class, so that it takes no object of its own. {@link #run} and
 * {@link #cancelAgain} are for the body's thread, the rest for the poller; the coroutine orders the two.
 */
abstract sealed class BlockBody<T extends @Nullable Object> implements Runnable permits AsyncBlock {
  /** More than any nest of finally blocks needs; after that a body is taken to swallow its cancellation in a loop. */
  static final int MAX_CANCELLATIONS = 1000;

  /** The user's, until it has ended: a {@code Callable<T>}, or else an {@link Action}, whose value is null. */
  private Object code;

  /** A {@link Poll} of the value or a {@link Throwable}, from the end of the code until it is asked for. */
  private @Nullable Object outcome;

  /** Of the few that are cancelled. */
  private @Nullable Unwinding unwinding;

  BlockBody(Callable<T> code) {
    this.code = bare(code);
  }

  /** An action without its wrapper, which would be one more frame and object of each block that is suspended. */
  private static Object bare(Callable<?> code) {
    boolean isAction = code instanceof Names.Wrapper wrapper && wrapper.wrapped() instanceof Action action
        && !(action instanceof Callable<?>);
    return isAction ? ((Names.Wrapper) code).wrapped() : code;
  }

  /** Captures the thread-local context of the poller, to be in force while the body runs. Before {@link #run}. */
  final void carryContext(@Nullable ContextPropagator propagator) {
    if (propagator != null) {
      Callable<?> callable = code instanceof Callable<?> own ? own : ((Action) code).asCallable();
      code = new Contextual(callable, propagator.capture());
    }
  }

  /** Runs the code to its end, whatever that is, on the body's own thread. Throws nothing. For the engine. */
  @Override
  public final void run() {
    try {
      Object value = null;
      if (code instanceof Callable<?> callable) {
        value = checked(callable.call());
      } else {
        ((Action) code).run();
      }
      outcome = Poll.ready(value);
    } catch (Throwable thrown) {
      outcome = thrown;
    }
    leaveNoGuards(Ambient.current());
    ending();
  }

  /** The body is about to leave its thread for good. */
  abstract void ending();

  /** The end of the body, at {@code place}: a guard that it has left behind can be closed by nobody else. */
  private void leaveNoGuards(Ambient place) {
    try {
      HeldGuards.checkSuspension(place, null, "an async block that had come to its end");
    } catch (IllegalStateException leftBehind) {
      outcome = Failures.combine(outcome instanceof Throwable failure ? failure : null, leftBehind);
    }
  }

  private static @Nullable Object checked(@Nullable Object value) {
    if (value instanceof Future<?> && !(value instanceof JoinHandle<?>)) {
      throw new IllegalStateException(
          "the async block returned a future that nobody would poll (" + value.getClass().getName()
              + "): await it in the block, and return its value");
    }
    return value;
  }

  /** Lets go of the code and what it has captured: it has ended, or will not run. */
  final void forgetCode() {
    code = new Ended(author());
  }

  /** After the end of the body, once: its value, or throws what it threw. */
  final Poll<T> takeResult() {
    Object ended = outcome;
    outcome = null;
    if (ended instanceof Throwable failure) { throw Failures.sneaky(failure); }
    if (ended == null) { throw new AssertionError("the body of the async block has not ended"); }
    @SuppressWarnings("unchecked") // run() writes nothing else
    Poll<T> result = (Poll<T>) ended;
    return result;
  }

  /**
   * The body is being unwound and would wait: the error to throw at it. Does not return to a body that keeps on swallowing it.
   */
  final CancelledError cancelAgain(Coroutine coroutine) {
    if (++unwinding().cancellations > MAX_CANCELLATIONS) {
      while (true) {
        coroutine.suspend(); // nobody will resume it
      }
    }
    return new CancelledError();
  }

  /** A future that the body awaits no more failed to be dropped. It does not stop the unwinding. */
  final void dropFailed(Throwable thrown) {
    unwinding().dropFailure = Failures.combine(unwinding().dropFailure, thrown);
  }

  /** After the body has been unwound: throws what that threw. The cancellation itself is no failure. */
  final void throwCleanupFailure() {
    Throwable thrown = unwinding == null ? null : unwinding.dropFailure;
    if (outcome instanceof Throwable failure && !comesOfCancellation(failure)) {
      thrown = Failures.combine(thrown, failure);
    }
    outcome = null;
    unwinding = null;
    if (thrown != null) { throw Failures.sneaky(thrown); }
  }

  private Unwinding unwinding() {
    Unwinding under = unwinding;
    if (under == null) {
      under = new Unwinding();
      unwinding = under;
    }
    return under;
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

  /** The class of the user's code. Any thread. */
  final Class<?> author() {
    return code instanceof Ended ended ? ended.author() : Names.author(code);
  }

  /** What a cancelled body has done so far. */
  private static final class Unwinding {
    private int cancellations;
    private @Nullable Throwable dropFailure;
  }

  /** Code that runs in the thread-local context of another thread. */
  private record Contextual(Callable<?> code, ContextPropagator.Snapshot context)
      implements
        Callable<@Nullable Object>,
        Names.Wrapper {
    @Override
    public @Nullable Object call() throws Exception {
      ContextPropagator.Scope scope = context.restore();
      try {
        return code.call();
      } finally {
        scope.close();
      }
    }

    @Override
    public Object wrapped() {
      return code;
    }
  }

  /** What is left of code that has ended: who wrote it. */
  private record Ended(Class<?> author) implements Callable<Object> {
    @Override
    public Object call() {
      throw new AssertionError("the code of " + author + " has ended");
    }
  }
}
