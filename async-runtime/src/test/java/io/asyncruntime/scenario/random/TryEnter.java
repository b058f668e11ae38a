package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.timeout;

import io.asyncruntime.future.Future;
import io.asyncruntime.time.ElapsedException;
import java.time.Duration;

/** Gives up a critical section when it takes too long to get in. */
record TryEnter(int shared, int amount, int millis) implements Step {
  @Override
  public Future<?> start(World world) {
    return timeout(Duration.ofMillis(millis), world.shared(shared).enter(amount)).map(TryEnter::leave)
        .recover(failure -> failure instanceof ElapsedException ? Future.ready(null) : Future.failed(failure));
  }

  private static Void leave(Section section) {
    section.finish();
    section.close();
    return null;
  }
}
