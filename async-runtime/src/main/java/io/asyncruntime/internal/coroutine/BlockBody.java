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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The user's code of an async block and what came of it; a base class, so that it takes no object of its own. {@link #run} and
 * {@link #cancelAgain} are for the body's thread, the rest for the poller; the coroutine orders the two.
 */
abstract sealed class BlockBody<T extends @Nullable Object> implements Runnable permits AsyncBlock {
  /** More than any nest of finally blocks needs; after that a body is taken to swallow its cancellation in a loop. */
  static final int MAX_CANCELLATIONS = 1000;

  /**
   * The user's, until it has ended: a {@code Callable<T>}, or else an {@link Action}, whose value is null. A {@link StandIn} where
   * another block runs it.
   */
  private Object code;

  /** A {@link Poll} of the value or a {@link Throwable}, from the end of the code until it is asked for. */
  private @Nullable Object outcome;

  /** Of the few that are cancelled. */
  private @Nullable Unwinding unwinding;

  BlockBody(Callable<T> code) {
    this.code = bare(code);
  }

  /** The code of {@code visible}, for which this block will stand in. */
  BlockBody(BlockBody<T> visible) {
    this.code = visible.code;
  }

  /** The block that runs the code instead of this one, after {@link #standIn(StandIn)}. Any thread. */
  @SuppressWarnings("unchecked") // of the same block, and so of the same type
  final @Nullable StandIn<T> standIn() {
    return code instanceof StandIn<?> other ? (StandIn<T>) other : null;
  }

  /** {@code other} runs the code from now on. The first poller. */
  final void standIn(StandIn<T> other) {
    code = other;
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
      if (unwinding().forgotten) {
        Cutoff.report(Names.ofClass(author()), Thread.currentThread().getStackTrace());
      }
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

  /** The body will be unwound by an interrupt: what follows from that is no failure. */
  final void interrupted() {
    unwinding().interrupted = true;
  }

  /** The body will be unwound, and nobody waits for that. */
  final void forgotten() {
    unwinding().forgotten = true;
  }

  /** After the body has been unwound: throws what that threw. The cancellation itself is no failure. */
  final void throwCleanupFailure() {
    Throwable thrown = unwinding == null ? null : unwinding.dropFailure;
    boolean interrupted = unwinding != null && unwinding.interrupted;
    if (outcome instanceof Throwable failure && !Interruption.explains(failure, interrupted)) {
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

  /** The class of the user's code. Any thread. */
  final Class<?> author() {
    if (code instanceof StandIn<?> other) { return other.block().author(); }
    return code instanceof Ended ended ? ended.author() : Names.author(code);
  }

  /** What a cancelled body has done so far. */
  private static final class Unwinding {
    private int cancellations;
    private boolean interrupted;
    private boolean forgotten;
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
