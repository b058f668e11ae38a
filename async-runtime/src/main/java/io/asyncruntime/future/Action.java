package io.asyncruntime.future;

import java.util.concurrent.Callable;

/**
 * The body of an async block or blocking job without a value. What it throws fails the future or job it is run for.
 *
 * <pre>{@code
 * Action work = () -> await(sleep(Duration.ofMillis(10)));
 * runtime.spawn(work);
 * }</pre>
 */
@FunctionalInterface
public interface Action {
  /**
   * Does the work.
   *
   * @throws Exception whatever went wrong; it becomes the failure of the future
   */
  void run() throws Exception;

  /** This body as one whose value is null. */
  @SuppressWarnings("NullAway") // Void has no other value
  default Callable<Void> asCallable() {
    return new ActionBody(this);
  }
}
