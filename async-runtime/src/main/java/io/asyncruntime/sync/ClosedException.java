package io.asyncruntime.sync;

import java.io.Serial;

/** Something was sent to, received from or acquired of a thing that is closed, or was closed during the wait. */
public final class ClosedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** With the message "closed". */
  public ClosedException() {
    this("closed");
  }

  /** With a message that says what is closed. */
  public ClosedException(String message) {
    super(message);
  }
}
