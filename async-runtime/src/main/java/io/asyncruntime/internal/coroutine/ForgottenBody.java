package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.util.Log;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Tells the log of a body that was forgotten: once for each class that wrote one. On the thread of the body. */
final class ForgottenBody implements Alone {
  private static final Log LOG = Log.of("io.asyncruntime.async");

  /** More classes than this are a kind of their own, and said enough about. */
  private static final int MOST_AUTHORS = 100;

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final AsyncBlock<?> block;
  private final String author;
  private final StackTraceElement[] stack;

  /** {@code stack} tells where the body waits, by which its reader finds the block. */
  ForgottenBody(AsyncBlock<?> block, StackTraceElement[] stack) {
    this.block = block;
    this.author = block.origin();
    this.stack = stack;
  }

  @Override
  public void goesOn() {
    if (SAID.size() < MOST_AUTHORS && SAID.add(author)) {
      LOG.warning(() -> "an async block (" + author
          + ") was polled and then forgotten: nobody can poll or drop it any more. It is cut"
          + " off, its finally blocks run, and its thread goes back. Drop a block that is not polled to its end. It waited here, and"
          + " others of the same class are not told of:\n"
          + Arrays.stream(stack).map(frame -> "\tat " + frame).collect(Collectors.joining("\n")));
    }
  }

  @Override
  public void ended() {
    try {
      block.throwCleanupFailure();
    } catch (Throwable failure) {
      LOG.error("the clean-up of an async block ({}) that was forgotten has failed", author, failure);
    }
  }
}
