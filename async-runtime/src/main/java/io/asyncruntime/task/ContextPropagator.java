package io.asyncruntime.task;

/**
 * Carries what frameworks keep in thread-locals (a trace, a locale, the logging context) into tasks.
 *
 * <p>The runtime captures on the thread that spawns, and restores around every poll and blocking job; what a task changes
 * is captured again after the poll, so that it survives the task's awaits. Implementations must be thread-safe and quick.
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
  }
}
