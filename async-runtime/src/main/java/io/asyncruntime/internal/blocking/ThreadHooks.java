package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.util.Door;
import org.jspecify.annotations.Nullable;

/**
 * What users want run when threads of the runtime start, stop, go to sleep and wake up. On the thread concerned; what a hook
 * throws is logged.
 *
 * @param start before the first work of a thread
 * @param stop after its last work
 * @param park before a worker sleeps
 * @param unpark after it woke up
 */
public record ThreadHooks(
    @Nullable Runnable start, @Nullable Runnable stop, @Nullable Runnable park, @Nullable Runnable unpark) {
  /** No hooks. */
  public static final ThreadHooks NONE = new ThreadHooks(null, null, null, null);

  private static final Door DOOR = new Door("io.asyncruntime.runtime", "a thread hook threw; the thread goes on");

  /** Runs one of the hooks, if it is set. */
  public static void run(@Nullable Runnable hook) {
    DOOR.run(hook);
  }
}
