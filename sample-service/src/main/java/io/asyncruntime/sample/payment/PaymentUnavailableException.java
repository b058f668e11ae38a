package io.asyncruntime.sample.payment;

import org.jspecify.annotations.Nullable;

/** The provider gave no usable answer this time. Nothing is known about the payment; the call may be made again. */
final class PaymentUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PaymentUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
