package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;

/** Publishes on the feed. */
record Publish(int values) implements Step {
  @Override
  public Future<?> start(World world) {
    for (int i = 0; i < values; i++) {
      world.feed.publish(i);
    }
    return Future.ready(null);
  }
}
