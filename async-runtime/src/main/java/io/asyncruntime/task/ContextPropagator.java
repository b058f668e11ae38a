package io.asyncruntime.task;

/**
 * Carries what frameworks keep in thread-locals (a trace, a locale, the logging context) into tasks.
 *
 * <p>The runtime captures on the thread that spawns, and restores for every poll and blocking job; what a task changes
 * is captured again after the poll, so that it survives the task's awaits. Where the next poll of a thread is of the same task,
 * the scope stays open until then; where it is of another, the scope is {@linkplain Scope#switchTo switched} to that one's context.
 * It is closed before the thread polls a task without a context, sleeps or runs a thread hook.
 * Implementations must be thread-safe and quick.
 *
 * <pre>{@code
 * ContextPropagator locale = () -> {
 *   Locale captured = LocaleHolder.get();
 *   return () -> {
 *     Locale before = LocaleHolder.get();
 *     LocaleHolder.set(captured);
 *     return () -> LocaleHolder.set(before);
 *   };
 * };
 * AsyncRuntime localized = AsyncRuntime.multiThread().contextPropagator(locale).build();
 * }</pre>
 */
@FunctionalInterface
public interface ContextPropagator {
  /** The context of the calling thread, as it is now. */
  Snapshot capture();

  /**
   * The context of the calling thread, as it is now; {@code last} was in force since, and is the answer where nothing has
   * changed, for then it need not be restored again. Captures, unless overridden.
   */
  default Snapshot captureAgain(Snapshot last) {
    return capture();
  }

  /** A context that was captured. Immutable; restored on any thread, any number of times. */
  @FunctionalInterface
  interface Snapshot {
    /** Puts the context in force on the calling thread, until the scope is closed there. */
    Scope restore();
  }

  /** A context in force. */
  @FunctionalInterface
  interface Scope extends AutoCloseable {
    /** Brings back what was in force before. */
    @Override
    void close();

    /**
     * Puts {@code next} in force in the place of {@code inForce}, which is what the thread is like now, and gives the scope that
     * then brings back what was in force before this one. Closes this and restores {@code next}, unless overridden: a
     * propagator that knows both may leave alone what they have in common. If it throws, this scope is closed.
     */
    default Scope switchTo(Snapshot inForce, Snapshot next) {
      close();
      return next.restore();
    }
  }
}
