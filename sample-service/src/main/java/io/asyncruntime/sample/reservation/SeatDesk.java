package io.asyncruntime.sample.reservation;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.uncancellable;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.sample.database.Database;
import io.asyncruntime.sample.event.Event;
import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.reservation.ReservationRequest.Order;
import io.asyncruntime.sync.Mutex;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Takes seats and gives them back, one customer per event at a time: a named {@link Mutex} per event is held across the
 * awaited database write, so that nobody picks a seat whose row is being written. No thread waits for it. It is not held
 * while a customer pays.
 *
 * <p>Call it inside an async block; it awaits.
 */
@Component
final class SeatDesk {
  private static final Logger LOG = LoggerFactory.getLogger(SeatDesk.class);

  /** How often seats are picked anew after somebody else, such as another instance, was faster. */
  private static final int PICKS = 5;

  private final AsyncRuntime runtime;
  private final Database database;
  private final ReservationRepository reservations;

  /** One per event that was ever asked for, so never more than there are events. The runtime holds its mutexes weakly. */
  private final ConcurrentMap<Long, Mutex<SeatMap>> seatMaps = new ConcurrentHashMap<>();

  SeatDesk(AsyncRuntime runtime, Database database, ReservationRepository reservations) {
    this.runtime = runtime;
    this.database = database;
    this.reservations = reservations;
  }

  /**
   * Takes the first free seats for a new PENDING reservation, and goes on with {@code next} without the lock. Once seats are being taken
   * that is not cancelled any more, for {@code limit} at most; until then nothing is done.
   *
   * @throws Problem 409 when there are not so many seats
   */
  @CheckReturnValue
  Reservation take(Event event, Order order, Duration limit, UnaryOperator<Reservation> next) {
    for (int pick = 1;; pick++) {
      try (Mutex.Guard<SeatMap> guard = await(seatsOf(event).lock())) {
        Reservation wanted = wanted(event, order, freshMap(event, guard));
        return await(uncancellable(limit, async(() -> next.apply(taken(guard, wanted)))));
      } catch (DuplicateKeyException e) {
        LOG.debug("Somebody else took seats of event {} first, pick {} of {}", event.id(), pick, PICKS, e);
        if (pick == PICKS) throw Problem.unavailable("Too many customers at once for " + event.name() + ". Try again.");
      }
    }
  }

  private static Reservation wanted(Event event, Order order, SeatMap map) {
    List<Integer> seats = map.firstFree(order.seats()).orElseThrow(() -> soldOut(event, map));
    return new Reservation(UUID.randomUUID(), event.id(), order.customer(), seats,
        event.priceCents() * seats.size(), ReservationStatus.PENDING, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  private Reservation taken(Mutex.Guard<SeatMap> guard, Reservation reservation) {
    try (guard) {
      SeatMap map = guard.get();
      map.writeBegins();
      await(database.write("take seats", () -> {
        reservations.insert(reservation);
        LOG.info("Reservation {} takes seats {} of event {}", reservation.id(), reservation.seats(),
            reservation.eventId());
        return true;
      }));
      map.taken(reservation.seats());
      return reservation;
    }
  }

  /** Ends a PENDING reservation without payment; false when it was not PENDING any more. */
  boolean giveBack(Event event, Reservation reservation, ReservationStatus end) {
    try (Mutex.Guard<SeatMap> guard = await(seatsOf(event).lock())) {
      SeatMap map = freshMap(event, guard);
      map.writeBegins();
      boolean released = await(database.write("free seats", () -> reservations.release(reservation.id(), end)));
      map.freed(released ? reservation.seats() : List.of());
      return released;
    }
  }

  private SeatMap freshMap(Event event, Mutex.Guard<SeatMap> guard) {
    SeatMap map = guard.get();
    if (!map.isFresh()) map.load(await(database.read("load seats", () -> reservations.takenSeats(event.id()))));
    return map;
  }

  private Mutex<SeatMap> seatsOf(Event event) {
    return seatMaps.computeIfAbsent(event.id(), id -> runtime.mutex("event-" + id, new SeatMap(event.seats())));
  }

  private static Problem soldOut(Event event, SeatMap map) {
    return Problem.conflict("There are only " + map.free() + " seats left for " + event.name() + ".")
        .with("availableSeats", map.free());
  }
}
