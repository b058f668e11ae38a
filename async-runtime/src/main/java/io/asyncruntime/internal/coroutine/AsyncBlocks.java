package io.asyncruntime.internal.coroutine;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.AmbientThread;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code async} and {@code await}, for the facade. */
public final class AsyncBlocks {
  private static final String THREAD_START = PlatformBlockThreads.class.getName() + ".start(";

  private AsyncBlocks() {}

  /** A block that has not started: nothing runs before its first poll. Any thread. */
  @CheckReturnValue
  public static <T extends @Nullable Object> AsyncBlock<T> of(Callable<T> body) {
    return new AsyncBlock<>(Objects.requireNonNull(body, "body"), false);
  }

  /** As {@link #of}, of code that was written for a plain thread: what would block that awaits. Any thread. */
  @CheckReturnValue
  public static <T extends @Nullable Object> AsyncBlock<T> ofPlainCode(Callable<T> body) {
    return new AsyncBlock<>(Objects.requireNonNull(body, "body"), true);
  }

  /**
   * Runs {@code work} so that it begins and ends under the same poller: if it blocks in an async block, the poller waits for
   * it. For code that changes things of the polling thread and puts them right again. Any thread.
   */
  public static <T extends @Nullable Object> T inPlace(Callable<T> work) throws Exception {
    return Ambient.current().coroutine instanceof AsyncBlock<?> block ? block.inPlace(work) : work.call();
  }

  /**
   * Where {@code thread} is: for a poller, where the body is that runs under it. Any thread; the answer may be outdated, and is
   * the thread's own stack where it cannot be told.
   */
  public static StackTraceElement[] stackOf(Thread thread) {
    if (AmbientThread.coroutineOf(thread) instanceof AsyncBlock<?> block) {
      StackTraceElement[] inside = block.ownStack();
      if (inside.length > 0) { return inside; }
    }
    return thread.getStackTrace();
  }

  /** Whether a thread with these frames is about to start one for a block: then it waits for the system, not for the user's code. */
  public static boolean startsThread(List<String> frames) {
    return frames.stream().anyMatch(frame -> frame.contains(THREAD_START));
  }

  /** The block that an {@code await} here suspends; null where there is none. The body of a block, and any other thread. */
  public static @Nullable AsyncBlock<?> enclosing() {
    Ambient here = Ambient.current();
    return here.coroutine instanceof AsyncBlock<?> block && block.mayAwait() && here.asyncDepth > 0 ? block : null;
  }

  /**
   * The value of {@code future}, awaited where no block can be suspended: an ordinary virtual thread outside async code waits.
   *
   * @throws java.util.concurrent.CompletionException around a checked failure of the future; an unchecked one, or an error, is
   *     thrown as it is
   * @throws IllegalStateException anywhere else, and the message says what to do instead
   */
  public static <T extends @Nullable Object> T awaitOutside(Future<T> future) {
    return AwaitOutside.await(Ambient.current(), Objects.requireNonNull(future, "future"));
  }
}
