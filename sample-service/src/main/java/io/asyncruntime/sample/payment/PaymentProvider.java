package io.asyncruntime.sample.payment;

import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where payments go: to {@code sample.payment.url}, or, when that is not set, to a stand-in that this starts and stops. */
final class PaymentProvider implements AutoCloseable {
  private final URI url;
  private final @Nullable PaymentStandIn standIn;

  private PaymentProvider(URI url, @Nullable PaymentStandIn standIn) {
    this.url = url;
    this.standIn = standIn;
  }

  static PaymentProvider of(PaymentProperties properties) {
    URI url = properties.url();
    if (url != null && !url.toString().isBlank()) return new PaymentProvider(url, null);
    PaymentStandIn standIn = PaymentStandIn.start(0, properties.standIn(), properties.ledger());
    return new PaymentProvider(standIn.url(), standIn);
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    if (standIn != null) standIn.close();
  }
}
