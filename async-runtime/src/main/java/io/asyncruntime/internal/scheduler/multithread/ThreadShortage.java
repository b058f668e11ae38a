package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.util.Log;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Whether the system gives threads in place of those of workers that block. While it does not, it is asked ten times a second: each
 * time costs a system call and a line that the JVM prints. The log says so once, until it has given one again. Any thread.
 */
final class ThreadShortage {
  private static final Log LOG = Log.of("io.asyncruntime.runtime");
  private static final long RETRY_NANOS = 100_000_000;

  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier clock;

  /** Says it by another thread, if it can: the caller may be the watchdog, and hold a lock. */
  private final Predicate<Runnable> elsewhere;

  /** When a thread was last refused, if none was given since. Of two who are refused one at the same time both may say so. */
  private volatile long refusedAt = NEVER;

  ThreadShortage(LongSupplier clock, Predicate<Runnable> elsewhere) {
    this.clock = clock;
    this.elsewhere = elsewhere;
  }

  /** Whether a thread was refused a moment ago, so that it is not worth asking. */
  boolean isFresh() {
    long at = refusedAt;
    return at != NEVER && clock.getAsLong() - at < RETRY_NANOS;
  }

  /** A thread was asked for. Returns whether it was given. */
  boolean note(boolean given) {
    boolean known = refusedAt != NEVER;
    if (!given) {
      refusedAt = clock.getAsLong();
    } else if (known) {
      refusedAt = NEVER;
    }
    if (!given && !known && !elsewhere.test(ThreadShortage::say)) {
      say();
    }
    return given;
  }

  private static void say() {
    LOG.warning(
        () -> "the system gives no thread in place of those of workers that block: their work waits for the other workers, or"
            + " until they are back; look at the limits of threads (ulimit -u, pids of the container) and of memory");
  }
}
