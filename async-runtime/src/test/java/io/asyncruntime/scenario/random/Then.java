package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;

/** What becomes of a task that was spawned. */
enum Then {
  JOIN, DETACH, ABORT_AND_JOIN, ABORT_AND_DETACH;

  Future<?> of(JoinHandle<?> handle, World world) {
    if (this == ABORT_AND_JOIN || this == ABORT_AND_DETACH) {
      handle.abort();
    }
    if (this == JOIN || this == ABORT_AND_JOIN) { return world.joined(handle, this == ABORT_AND_JOIN); }
    handle.drop();
    return Future.ready(null);
  }
}
