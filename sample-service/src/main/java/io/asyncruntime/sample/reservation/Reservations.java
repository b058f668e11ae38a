package io.asyncruntime.sample.reservation;

import static io.asyncruntime.Async.await;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.sample.database.Database;
import io.asyncruntime.sample.event.Event;
import io.asyncruntime.sample.event.EventRepository;
import io.asyncruntime.sample.payment.PaymentOutcome;
import io.asyncruntime.sample.payment.Payments;
import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.reservation.ReservationRequest.Order;
import io.asyncruntime.sample.statistics.Statistics;
import io.asyncruntime.time.Deadline;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

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

  /**
   * Reserves seats and pays for them. The answer's status says how it went; PENDING when nobody knows yet. Until it takes seats it may be
   * cancelled, and comes too late after its deadline; from then on it is finished, as far as the payment provider answers in
   * time, and {@code told} hears what has become of it, even if nobody waits for the answer any more.
   */
  @CheckReturnValue
  Reservation reserve(long eventId, Order order, Consumer<Reservation> told) {
    Optional<Deadline> deadline = Deadline.current();
    Event event =
        await(database.read("find event", () -> events.find(eventId))).orElseThrow(() -> unknownEvent(eventId));
    return desk.take(event, order, payments.finishWithin(), taken -> {
      told.accept(taken);
      Reservation end = payUnlessLate(event, taken, deadline);
      told.accept(end);
      return end;
    });
  }

  /** Whoever would hear of it too late is not charged. */
  private Reservation payUnlessLate(Event event, Reservation reservation, Optional<Deadline> deadline) {
    statistics.reserved();
    try {
      if (deadline.filter(Deadline::hasPassed).isPresent()) {
        return giveBack(event, reservation, ReservationStatus.CANCELLED);
      }
      return finish(event, reservation, payments.pay(reservation.id(), reservation.amountCents()));
    } catch (DataAccessException | TransactionException | RejectedExecutionException e) {
      LOG.warn("Reservation {} is left as it is: what became of it could not be stored. It is finished soon",
          reservation.id(), e);
      return reservation;
    }
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
