package io.asyncruntime.sync;

import java.io.Serial;

/**
 * A receiver of a {@link Broadcast} was so slow that values it had not seen were overwritten. The next {@code recv()} goes on
 * with the oldest value that is left.
 */
public final class LaggedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final long skipped;

  /** So many values were missed. */
  public LaggedException(long skipped) {
    super("the receiver was too slow: " + skipped + " values were overwritten before it saw them;"
        + " receive faster, or make the capacity larger");
    this.skipped = skipped;
  }

  /** How many values were missed. */
  public long skipped() {
    return skipped;
  }
}
