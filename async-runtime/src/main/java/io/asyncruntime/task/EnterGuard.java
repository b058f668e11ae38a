package io.asyncruntime.task;

/**
 * Ends what {@code enter()} began. Close guards on the thread that got them, in reverse order.
 *
 * <pre>{@code
 * try (EnterGuard entered = runtime.enter()) {
 *   spawn(fetch(url));      // of Async, on that runtime
 * }
 * }</pre>
 */
public interface EnterGuard extends AutoCloseable {
  /**
   * Makes current again what was current before. A second close does nothing.
   *
   * @throws IllegalStateException when a guard taken later is still open, or on another thread
   */
  @Override
  void close();
}
