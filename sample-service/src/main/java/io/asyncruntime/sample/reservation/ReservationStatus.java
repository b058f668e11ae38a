package io.asyncruntime.sample.reservation;

/**
 * Where a reservation is. It holds its seats in PENDING and PAID, and in no other state.
 *
 * <pre>
 *   (new)   -> PENDING     seats taken, payment not yet known
 *   PENDING -> PAID        the provider said so; final
 *   PENDING -> DECLINED    the provider refused; seats given back in the same transaction; final
 *   PENDING -> CANCELLED   the provider closed the payment unpaid; seats given back in the same transaction; final
 * </pre>
 *
 * Each transition is one {@code update … where status = 'PENDING'}, so of two that race, one happens.
 */
public enum ReservationStatus {
  PENDING, PAID, DECLINED, CANCELLED
}
