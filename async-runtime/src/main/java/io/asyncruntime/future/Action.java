package io.asyncruntime.future;

/** The body of an async block or blocking job without a value. Whatever it throws fails the future or job it is run for. */
@FunctionalInterface
public interface Action {
  /**
   * Does the work.
   *
   * @throws Exception whatever went wrong; it becomes the failure of the future
   */
  void run() throws Exception;
}
