package io.asyncruntime.task;

/**
 * Thrown at the {@code await} of an async block that is being dropped, so that its {@code finally} blocks run.
 *
 * <p>An {@link Error}, so that {@code catch (Exception)} does not eat it. While the block unwinds, an await of something that
 * is ready works; one that would be pending throws this again. Swallowing it ends the block all the same.
 */
public final class CancelledError extends Error {
  private static final long serialVersionUID = 1L;

  /** The block is being dropped. */
  public CancelledError() {
    super("the async block was dropped while it waited");
  }
}
