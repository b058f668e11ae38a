package io.asyncruntime.bench.peer;

import java.time.Duration;

/** Waiting for blocking work and for time. */
public interface Waits {
  /** A task awaits {@code n} jobs of another pool, one after the other. */
  void blockingRoundTrip(int n);

  /**
   * A task runs {@code n} blocking jobs where it is, as far as the peer knows how, and gives way after each: so that it is on a
   * worker again, with something to give away.
   */
  void blockInPlace(int n);

  /** {@code n} tasks sleep at the same time. */
  void sleeps(int n, Duration each);

  /** A task registers and cancels {@code n} timers, one after the other, while {@code live} others are registered. */
  void registerCancel(int n, int live);
}
