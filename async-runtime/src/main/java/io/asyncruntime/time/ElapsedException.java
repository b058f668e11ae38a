package io.asyncruntime.time;

/** The failure of a time-out whose time was over before its future was ready. The future has been dropped. */
public final class ElapsedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure that does not say how long the wait was. */
  public ElapsedException() {
    this("the deadline has elapsed");
  }

  /**
   * A failure with a message.
   *
   * @param message what was waited for, and for how long
   */
  public ElapsedException(String message) {
    super(message);
  }
}
