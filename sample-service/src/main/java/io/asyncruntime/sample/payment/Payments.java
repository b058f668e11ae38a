package io.asyncruntime.sample.payment;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.timeout;

import io.asyncruntime.future.Future;
import io.asyncruntime.time.ElapsedException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Getting paid through a provider that is slow, fails, and sometimes does the work without saying so.
 *
 * <p>A call that timed out says nothing about the payment. So each call carries the reservation's id as its key and may be
 * repeated, and when repeating does not help, the payment is <em>closed</em>: the provider says what it was, and promises
 * that an unpaid one stays unpaid. Only then may seats be given back.
 *
 * <p>Call it inside an async block; it awaits.
 */
public final class Payments {
  private static final Logger LOG = LoggerFactory.getLogger(Payments.class);

  private final PaymentClient provider;
  private final PaymentProperties properties;

  Payments(PaymentClient provider, PaymentProperties properties) {
    this.provider = provider;
    this.properties = properties;
  }

  /** Pays, and closes the payment when it cannot be made. {@link PaymentOutcome#UNKNOWN} when even that was not possible. */
  public PaymentOutcome pay(UUID key, long amountCents) {
    PaymentOutcome outcome = repeat("pay " + key, () -> provider.pay(key, amountCents));
    return outcome == PaymentOutcome.UNKNOWN ? close(key) : outcome;
  }

  /** How long a payment and what follows from it may keep whoever wants its end waiting. */
  public Duration finishWithin() {
    return properties.finishWithin();
  }

  /** Asks for the last word on a payment: paid, or never to be paid. */
  public PaymentOutcome close(UUID key) {
    return repeat("close " + key, () -> provider.close(key));
  }

  private PaymentOutcome repeat(String what, Supplier<Future<PaymentOutcome>> call) {
    for (int attempt = 1;; attempt++) {
      try {
        return await(timeout(properties.timeout(), call.get()));
      } catch (ElapsedException | PaymentUnavailableException e) {
        LOG.debug("{}: attempt {} of {} failed", what, attempt, properties.attempts(), e);
      }
      if (attempt == properties.attempts()) return PaymentOutcome.UNKNOWN;
      Duration pause = properties.backoff().multipliedBy(attempt);
      await(sleep(pause));
    }
  }
}
