package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.sleep;

import io.asyncruntime.future.Future;
import java.time.Duration;

/** Sleeps on a timer. */
record Snooze(int millis) implements Step {
  @Override
  public Future<?> start(World world) {
    return sleep(Duration.ofMillis(millis));
  }
}
