package io.asyncruntime.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * The output of a task that threw. It is reachable through the task only, so that its collection means that nobody can read it
 * any more ({@link UnreadPanics}).
 */
final class Panic {
  final Throwable cause;

  /** Watches whether this is ever read; null where the runtime ignores unread panics. */
  final @Nullable Watch watch;

  Panic(Throwable cause, @Nullable Watch watch) {
    this.cause = cause;
    this.watch = watch;
  }

  /** Told once, when the panic has been read, or thrown away by whoever could have. */
  interface Watch {
    void read();

    void discarded();
  }
}
