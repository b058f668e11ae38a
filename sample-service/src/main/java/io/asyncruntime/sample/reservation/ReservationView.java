package io.asyncruntime.sample.reservation;

import java.util.List;
import java.util.UUID;

/**
 * A reservation as its customer sees it.
 *
 * @param id its number
 * @param event the number of the event
 * @param customer who asked
 * @param seats the seats it holds
 * @param amountCents what it costs
 * @param status PENDING, PAID, DECLINED or CANCELLED
 */
record ReservationView(
    UUID id, long event, String customer, List<Integer> seats, long amountCents, ReservationStatus status) {

  static ReservationView of(Reservation r) {
    return new ReservationView(r.id(), r.eventId(), r.customer(), r.seats(), r.amountCents(), r.status());
  }
}
