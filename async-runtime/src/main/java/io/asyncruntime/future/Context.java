package io.asyncruntime.future;

/**
 * What a future is told when it is polled: whom to wake once it can make progress.
 *
 * <p>A context belongs to the poll it was passed to; keep its {@link #waker()}, not the context.
 *
 * <pre>{@code
 * Future<Integer> counted = cx -> future.poll(cx);     // a future hands its context on to those inside it
 * }</pre>
 */
@FunctionalInterface
public interface Context {
  /**
   * The waker to call when a future that returned {@link Poll#pending()} can make progress.
   *
   * @return never null; may be another one at every poll, and only the latest has to be called
   */
  Waker waker();
}
