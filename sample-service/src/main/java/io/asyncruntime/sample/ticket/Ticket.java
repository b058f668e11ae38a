package io.asyncruntime.sample.ticket;

import io.asyncruntime.sample.reservation.Reservation;
import java.util.stream.Collectors;

/** What the code on a ticket says. */
final class Ticket {
  private Ticket() {}

  /** One line: reservation, event and seats; the customer's name stays out of it. */
  static String text(Reservation reservation) {
    String seats = reservation.seats().stream().map(String::valueOf).collect(Collectors.joining(","));
    return "box-office:" + reservation.id() + ";event=" + reservation.eventId() + ";seats=" + seats;
  }
}
