package io.asyncruntime.sample.payment.standin;

/** What became of a payment; each of them is final. */
public enum PaymentStatus {
  /** The money was taken. */
  PAID,
  /** The provider will not take the money. */
  DECLINED,
  /** Closed before it was paid: it never will be. */
  VOIDED
}
