package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.Failures;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Runs a future on a plain thread that sleeps in between. For the {@code blocking…} methods and {@code join}. */
public final class BlockingWait implements Waker, Context {
  private final Parker parker = new Parker();

  private BlockingWait() {}

  /**
   * The result of {@code future}; the calling thread sleeps until it is there, or an async block of plain code awaits it.
   *
   * @param call the user's call, for the message
   * @param instead what to do in async code, for the message
   * @throws IllegalStateException in async code
   * @throws CompletionException around a checked failure; around an {@link InterruptedException} (with the interrupt flag
   *     set again and the future dropped) when the thread is interrupted
   */
  public static <T extends @Nullable Object> T await(Future<T> future, String call, String instead) {
    PlainCode block = PlainCode.around(Ambient.current());
    if (block != null) { return block.await(future); }
    forbidInAsyncCode(call, instead);
    try {
      return new BlockingWait().run(future);
    } catch (Throwable failure) {
      throw Failures.unchecked(failure);
    }
  }

  /** Throws {@link IllegalStateException} when the calling thread is in a poll. */
  public static void forbidInAsyncCode(String call, String instead) {
    if (Ambient.current().inAsyncCode()) {
      throw new IllegalStateException(
          call + " would block a thread that drives async tasks; " + instead);
    }
  }

  private <T extends @Nullable Object> T run(Future<T> future) throws Exception {
    while (true) {
      Poll<T> poll = future.poll(this);
      if (poll.isReady()) { return poll.value(); }
      if (parker.park() == Parker.Outcome.INTERRUPTED) {
        future.drop();
        throw new CompletionException(new InterruptedException("interrupted while waiting"));
      }
    }
  }

  @Override
  public void wake() {
    parker.unpark();
  }

  @Override
  public Waker waker() {
    return this;
  }
}
