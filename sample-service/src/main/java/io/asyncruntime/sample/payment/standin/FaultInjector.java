package io.asyncruntime.sample.payment.standin;

import java.time.Duration;
import java.util.Random;

/** Draws the fate of each request, in the order of their arrival. Any thread; {@link Random} is thread-safe. */
final class FaultInjector {
  private final StandInSettings settings;
  private final Random random;

  FaultInjector(StandInSettings settings) {
    this.settings = settings;
    this.random = settings.seed() == null ? new Random() : new Random(settings.seed());
  }

  /** What happens to the next request. */
  Fault next() {
    double draw = random.nextDouble();
    boolean before = random.nextBoolean();
    if (draw < settings.failureRate()) return before ? Fault.ERROR_BEFORE : Fault.ERROR_AFTER;
    if (draw < settings.failureRate() + settings.timeoutRate())
      return before ? Fault.SILENT_BEFORE : Fault.SILENT_AFTER;
    return Fault.NONE;
  }

  /** Whether the next payment is declined. */
  boolean declines() {
    return random.nextDouble() < settings.declineRate();
  }

  /** How long a silent request keeps its connection. */
  Duration silence() {
    return settings.silence();
  }

  /** What can happen to a request: nothing, or an error or silence, before or after its work was done. */
  enum Fault {
    NONE, ERROR_BEFORE, ERROR_AFTER, SILENT_BEFORE, SILENT_AFTER;

    boolean hits() {
      return this != NONE;
    }

    boolean hitsBefore() {
      return this == ERROR_BEFORE || this == SILENT_BEFORE;
    }

    boolean isSilent() { return this == SILENT_BEFORE || this == SILENT_AFTER; }
  }
}
