package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.await;

import io.asyncruntime.future.Future;

/** One thing that a task of a random program does. Each ends by itself, whatever else goes on, unless a wake-up is lost. */
@FunctionalInterface
interface Step {
  /** Begins it, inside a poll. The rest of it is the future, for a task that is a hand-written one. */
  Future<?> start(World world);

  /** All of it, in an async block. */
  default void inBlock(World world) throws Exception {
    await(start(world));
  }
}
