package io.asyncruntime.sample.ticket;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.spawnBlocking;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.reservation.Reservation;
import io.asyncruntime.sample.reservation.ReservationStatus;
import io.asyncruntime.sample.reservation.Reservations;
import io.asyncruntime.task.JoinHandle;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tickets to print. */
@RestController
final class TicketController {
  private static final Logger LOG = LoggerFactory.getLogger(TicketController.class);

  private final AsyncRuntime runtime;
  private final Reservations reservations;

  TicketController(AsyncRuntime runtime, Reservations reservations) {
    this.runtime = runtime;
    this.reservations = reservations;
  }

  /** {@code GET /reservations/{id}/ticket.png}: the ticket of a paid reservation, 409 while it is not paid. */
  @GetMapping(path = "/reservations/{id}/ticket.png", produces = MediaType.IMAGE_PNG_VALUE)
  @CheckReturnValue
  JoinHandle<ResponseEntity<?>> ticket(@PathVariable("id") UUID id) {
    return runtime.<ResponseEntity<?>>spawn("ticket", () -> Problem.answering(() -> {
      Reservation reservation = reservations.find(id);
      if (reservation.status() != ReservationStatus.PAID) {
        throw Problem.conflict("Reservation " + id + " is " + reservation.status() + "; only a paid one has a ticket.");
      }
      byte[] ticket = draw(Ticket.text(reservation));
      LOG.info("Ticket of reservation {}: {} bytes", id, ticket.length);
      return ResponseEntity.ok(ticket);
    }));
  }

  /**
   * Drawing keeps a thread busy for longer than a poll should. A worker can say so and draw in place while another takes
   * over its queue; the current-thread flavor has nobody to take over, so the blocking pool draws.
   */
  private byte[] draw(String text) {
    return runtime.flavor() == RuntimeFlavor.MULTI_THREAD
        ? blockInPlace(() -> QrCode.png(text))
        : await(spawnBlocking("draw ticket", () -> QrCode.png(text)));
  }
}
