package io.asyncruntime.sample.reservation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.problem.StandingAnswer;
import io.asyncruntime.sample.reservation.ReservationRequest.Order;
import io.asyncruntime.sample.statistics.Statistics;
import io.asyncruntime.task.JoinHandle;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reserving seats over HTTP. Each request is one task, which is cut off at the request's deadline unless it has seats by then: what it
 * has begun is finished first, and what the customer is told is what has become of it.
 */
@RestController
final class ReservationController {
  private static final Logger LOG = LoggerFactory.getLogger(ReservationController.class);

  private final AsyncRuntime runtime;
  private final Reservations reservations;
  private final Statistics statistics;

  ReservationController(AsyncRuntime runtime, Reservations reservations, Statistics statistics) {
    this.runtime = runtime;
    this.reservations = reservations;
    this.statistics = statistics;
  }

  /** {@code POST /events/{id}/reservations}: 201 paid, 202 not known yet, 402 declined, 409 too few seats, 503 no payment possible. */
  @PostMapping(path = "/events/{id}/reservations", consumes = "application/json")
  @CheckReturnValue
  JoinHandle<ResponseEntity<?>> reserve(
      @PathVariable("id") long id, @RequestBody ReservationRequest request, HttpServletRequest http) {
    Order order = request.checked();
    LOG.info("Asked for {} seats of event {}", order.seats(), id);
    StandingAnswer standing = StandingAnswer.of(http);
    return runtime.spawn("reserve", () -> Problem.answering(
        () -> answer(reserve(id, order, reservation -> standing.set(Problem.answering(() -> answer(reservation)))))));
  }

  private Reservation reserve(long id, Order order, Consumer<Reservation> told) {
    try {
      return reservations.reserve(id, order, told);
    } catch (RuntimeException refusal) {
      statistics.refused();
      throw refusal;
    }
  }

  /** {@code GET /reservations/{id}}. Only reads, so the handle itself is returned: a request that times out aborts it. */
  @GetMapping("/reservations/{id}")
  JoinHandle<ResponseEntity<?>> get(@PathVariable("id") UUID id) {
    return runtime.spawn("get reservation",
        () -> Problem.answering(() -> ResponseEntity.ok(ReservationView.of(reservations.find(id)))));
  }

  private static ResponseEntity<?> answer(Reservation reservation) {
    return switch (reservation.status()) {
      case PAID -> found(HttpStatus.CREATED, reservation);
      case PENDING -> found(HttpStatus.ACCEPTED, reservation);
      case DECLINED -> throw Problem.paymentRequired("The payment was declined. The seats are free again.")
          .with("reservation", reservation.id());
      case CANCELLED -> throw Problem
          .unavailable("It could not be paid in time. Nothing was charged, the seats are free again.")
          .with("reservation", reservation.id());
    };
  }

  private static ResponseEntity<ReservationView> found(HttpStatus status, Reservation reservation) {
    return ResponseEntity.status(status).location(URI.create("/reservations/" + reservation.id()))
        .body(ReservationView.of(reservation));
  }
}
