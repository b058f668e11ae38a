package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.timeout;

import io.asyncruntime.future.Future;
import io.asyncruntime.time.ElapsedException;
import java.time.Duration;

/** A branch that is given up when it takes too long. */
record Within(int millis, Body branch) implements Step {
  @Override
  public Future<?> start(World world) {
    return timeout(Duration.ofMillis(millis), branch.future(world))
        .recover(failure -> failure instanceof ElapsedException ? Future.ready(null) : Attempt.forgive(failure));
  }
}
