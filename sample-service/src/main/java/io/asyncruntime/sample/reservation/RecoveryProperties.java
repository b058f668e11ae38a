package io.asyncruntime.sample.reservation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When reservations that were left PENDING are finished.
 *
 * @param every how often to look for them after the first look, at the start; default 30 s
 * @param after how old a reservation of this run of the service must be to count as left; default 1 min. Keep it longer than
 *     a payment may take with all its repeats.
 */
@ConfigurationProperties("sample.recovery")
record RecoveryProperties(@DefaultValue("30s") Duration every, @DefaultValue("1m") Duration after) {

  RecoveryProperties {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("sample.recovery.every must be positive, but is " + every);
    }
    if (after.isNegative())
      throw new IllegalArgumentException("sample.recovery.after may not be negative, but is " + after);
  }
}
