package io.asyncruntime.future;

/**
 * Tells whoever polls a future that it is worth polling again.
 *
 * <p>A future that returns {@link Poll#pending()} keeps the waker of the {@link Context} it was polled with and calls
 * it once there is progress to be made. Only the waker of the most recent poll has to be called.
 *
 * <p>Threads: any thread may call {@link #wake()}, any number of times, during a poll, between polls and after the
 * future has completed or been dropped. What the caller did before {@code wake()} is visible to the poll that follows.
 *
 * <pre>{@code
 * Future<String> reply = cx -> {
 *   Waker waker = cx.waker();
 *   onReply(waker::wake);      // registers first, looks then: a reply in between is not missed
 *   String text = replyOrNull();
 *   return text == null ? Poll.pending() : Poll.ready(text);
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Waker {
  /** Asks for another poll. Never blocks and never polls on the calling thread; surplus calls coalesce. */
  void wake();

  /**
   * A waker that does nothing, for polling by hand.
   *
   * @return always the same object
   */
  static Waker noop() {
    return NoopWaker.INSTANCE;
  }
}
