package io.asyncruntime.sample.payment;

/** What the box office knows about a payment. */
public enum PaymentOutcome {
  /** The money was taken. Final. */
  PAID,
  /** The provider refused. Final. */
  DECLINED,
  /** The provider was told to forget it and has not been paid: it never will be. Final. */
  VOIDED,
  /** The provider could not be asked. It may have been paid or not: ask again later. */
  UNKNOWN
}
