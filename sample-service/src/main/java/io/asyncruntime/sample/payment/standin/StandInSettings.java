package io.asyncruntime.sample.payment.standin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How slow and how unreliable the stand-in is. Rates are shares of requests from 0 to 1.
 *
 * @param delay how long an answer takes; default 50 ms
 * @param failureRate requests answered with 503, half of them after the work was done; default 0.05
 * @param timeoutRate requests not answered while anybody waits, half of them after the work was done; default 0.01
 * @param declineRate payments that are declined; default 0
 * @param silence when a connection of an unanswered request is closed at last; default 30 s
 * @param seed makes the sequence of faults repeatable; default: another one at each start
 */
public record StandInSettings(
    @DefaultValue("50ms") Duration delay,
    @DefaultValue("0.05") double failureRate,
    @DefaultValue("0.01") double timeoutRate,
    @DefaultValue("0") double declineRate,
    @DefaultValue("30s") Duration silence,
    @Nullable Long seed) {

  /** Checks the rates. */
  public StandInSettings {
    rate("failure-rate", failureRate);
    rate("timeout-rate", timeoutRate);
    rate("decline-rate", declineRate);
    if (failureRate + timeoutRate > 1) {
      throw new IllegalArgumentException("failure-rate and timeout-rate may be 1 together, not "
          + (failureRate + timeoutRate));
    }
    if (delay.isNegative() || silence.isNegative()) {
      throw new IllegalArgumentException("delay and silence may not be negative, but are " + delay + " and " + silence);
    }
  }

  /** Answers at once, and always. */
  public static StandInSettings reliable() {
    return new StandInSettings(Duration.ZERO, 0, 0, 0, Duration.ofSeconds(30), null);
  }

  private static void rate(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, but is " + value);
    }
  }
}
