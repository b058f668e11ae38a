package io.asyncruntime.sample.load;

/** What a customer asks for. */
public enum Kind {
  /** {@code GET /events/{id}}. */
  EVENT,
  /** {@code GET /reservations/{id}}. */
  RESERVATION,
  /** {@code POST /events/{id}/reservations}. */
  RESERVE,
  /** {@code POST /settlements}. */
  SETTLE
}
