package io.asyncruntime.bench.peer;

import java.util.concurrent.Callable;

/** Parked tasks, and the wake of one. */
public interface Parked {
  /** A task that waits on a one-shot of its own. Returns what keeps it alive and completes it. */
  Runnable park();

  /** A task that keeps its waker, and waits for nothing but to be woken. As {@link #park()}. */
  Runnable parkBare();

  /** A block, or coroutine, suspended in its body, three frames deep where it has frames. As {@link #park()}. */
  Runnable suspendBlock();

  /**
   * A task that answers. Each call completes what the task awaits, and returns when the task has answered; the task
   * then waits for the next call.
   */
  Callable<Void> answerer();
}
