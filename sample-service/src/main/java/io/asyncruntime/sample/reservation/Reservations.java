package io.asyncruntime.sample.reservation;

import static io.asyncruntime.Async.await;

import io.asyncruntime.sample.database.Database;
import io.asyncruntime.sample.event.Event;
import io.asyncruntime.sample.event.EventRepository;
import io.asyncruntime.sample.payment.PaymentOutcome;
import io.asyncruntime.sample.payment.Payments;
import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.reservation.ReservationRequest.Order;
import io.asyncruntime.sample.statistics.Statistics;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The life of a reservation: take seats, pay, keep them or give them back. Written in direct style: call it inside an async
 * block, every wait is an await. Wherever it is cut off, the reservation is PENDING in the database, and
 * {@link Recovery} finishes it.
 */
@Component
public final class Reservations {
  private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

  private final Database database;
  private final EventRepository events;
  private final ReservationRepository reservations;
  private final SeatDesk desk;
  private final Payments payments;
  private final Statistics statistics;

  Reservations(
      Database database,
      EventRepository events,
      ReservationRepository reservations,
      SeatDesk desk,
      Payments payments,
      Statistics statistics) {
    this.database = database;
    this.events = events;
    this.reservations = reservations;
    this.desk = desk;
    this.payments = payments;
    this.statistics = statistics;
  }

  /** Reserves seats and pays for them. The answer's status says how it went; PENDING when nobody knows yet. */
  Reservation reserve(long eventId, Order order) {
    Event event =
        await(database.read("find event", () -> events.find(eventId))).orElseThrow(() -> unknownEvent(eventId));
    Reservation reservation = desk.take(event, order);
    statistics.reserved();
    PaymentOutcome outcome = payments.pay(reservation.id(), reservation.amountCents());
    return finish(event, reservation, outcome);
  }

  /** Finishes a reservation that was left PENDING: asks the provider for its last word. */
  Reservation settle(UUID id) {
    Reservation reservation = find(id);
    if (reservation.status() != ReservationStatus.PENDING) return reservation;
    Event event = await(database.read("find event", () -> events.find(reservation.eventId()))).orElseThrow();
    return finish(event, reservation, payments.close(id));
  }

  /** The reservation of this number; a 404 {@link Problem} when there is none. */
  public Reservation find(UUID id) {
    return await(database.read("find reservation", () -> reservations.find(id)))
        .orElseThrow(() -> Problem.notFound("There is no reservation " + id + "."));
  }

  private Reservation finish(Event event, Reservation reservation, PaymentOutcome outcome) {
    return switch (outcome) {
      case PAID -> keep(reservation);
      case DECLINED -> giveBack(event, reservation, ReservationStatus.DECLINED);
      case VOIDED -> giveBack(event, reservation, ReservationStatus.CANCELLED);
      case UNKNOWN -> reservation;
    };
  }

  private Reservation keep(Reservation reservation) {
    UUID id = reservation.id();
    boolean changed = await(database.write("mark paid", () -> reservations.markPaid(id)));
    if (!changed) return find(id);
    statistics.paid();
    LOG.info("Reservation {} is paid", id);
    return reservation.with(ReservationStatus.PAID);
  }

  private Reservation giveBack(Event event, Reservation reservation, ReservationStatus end) {
    boolean changed = desk.giveBack(event, reservation, end);
    if (!changed) return find(reservation.id());
    statistics.released();
    LOG.info("Reservation {} is {}, its seats are free again", reservation.id(), end);
    return reservation.with(end);
  }

  private static Problem unknownEvent(long id) {
    return Problem.notFound("There is no event " + id + ". GET /events lists those there are.");
  }
}
