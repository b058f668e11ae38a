package io.asyncruntime.sample.reservation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Seats that a customer asked for.
 *
 * @param id its number, also the key of its payment
 * @param eventId the event
 * @param customer who asked
 * @param seats the seats it holds, in order; empty once they were given back
 * @param amountCents what it costs
 * @param status where it is
 * @param createdAt when it took its seats
 */
public record Reservation(
    UUID id,
    long eventId,
    String customer,
    List<Integer> seats,
    long amountCents,
    ReservationStatus status,
    Instant createdAt) {

  /** The same with another status. */
  Reservation with(ReservationStatus next) {
    boolean holdsSeats = next == ReservationStatus.PENDING || next == ReservationStatus.PAID;
    return new Reservation(id, eventId, customer, holdsSeats ? seats : List.of(), amountCents, next, createdAt);
  }
}
