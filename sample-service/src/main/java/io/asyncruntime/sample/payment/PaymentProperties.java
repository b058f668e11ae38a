package io.asyncruntime.sample.payment;

import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are made.
 *
 * @param url the payment provider; default: a stand-in inside this process
 * @param timeout how long one call may take; default 2 s
 * @param attempts how often a call is made before it counts as failed; default 3
 * @param backoff the wait before the second call, twice as long before the third, and so on; default 100 ms
 * @param finishWithin for how long a reservation that has its seats is finished although its request was cut off, before it is left to be
 *     finished later; default 20 s, longer than all those calls
 * @param ledger where the stand-in inside this process keeps its payments
 * @param standIn how the stand-in inside this process behaves
 */
@ConfigurationProperties("sample.payment")
public record PaymentProperties(
    @Nullable URI url,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("3") int attempts,
    @DefaultValue("100ms") Duration backoff,
    @DefaultValue("20s") Duration finishWithin,
    @DefaultValue("./data/payments.log") Path ledger,
    @DefaultValue StandInSettings standIn) {

  /** Checks what a wrong value would make endless or useless. */
  public PaymentProperties {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("sample.payment.timeout must be positive, but is " + timeout);
    }
    if (finishWithin.isNegative() || finishWithin.isZero()) {
      throw new IllegalArgumentException("sample.payment.finish-within must be positive, but is " + finishWithin);
    }
    if (attempts < 1)
      throw new IllegalArgumentException("sample.payment.attempts must be at least 1, but is " + attempts);
    if (backoff.isNegative()) {
      throw new IllegalArgumentException("sample.payment.backoff may not be negative, but is " + backoff);
    }
  }
}
