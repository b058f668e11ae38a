package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;

/** Fills the stack of its thread, and fails by it. */
record Overflow() implements Step {
  @Override
  public Future<?> start(World world) {
    return Future.ready(descend(1));
  }

  private static int descend(int depth) {
    return depth < 0 ? depth : 1 + descend(depth + 1); // never is
  }
}
