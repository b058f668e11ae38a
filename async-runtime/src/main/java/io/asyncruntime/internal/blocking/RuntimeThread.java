package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.ambient.AmbientThread;
import io.asyncruntime.internal.ambient.RuntimeRef;
import org.jspecify.annotations.Nullable;

/** A thread that a runtime has started: a daemon, inside its runtime for all its life, with the user's hooks around its work. */
public final class RuntimeThread extends AmbientThread {
  /** Async blocks of the fast engine run on the stack of the thread that polls them. */
  private static final long STACK_SIZE = 4L << 20;

  /** The pool whose jobs it runs; null for those that run something else. */
  final @Nullable BlockingPool pool;

  /** Not started, of a pool. */
  RuntimeThread(String name, BlockingPool pool, Runnable body) {
    super(body, name, STACK_SIZE);
    this.pool = pool;
  }

  /** Not started. {@code ended} is called last of all, so that whoever waits for it finds the stop hook run. */
  public RuntimeThread(String name, RuntimeRef runtime, ThreadHooks hooks, Runnable work, Runnable ended) {
    super(new ThreadBody(runtime, hooks, work, ended), name, STACK_SIZE);
    this.pool = null;
  }
}
