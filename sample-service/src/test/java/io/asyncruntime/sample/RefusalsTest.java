package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.BoxOffice.Answer;
import io.asyncruntime.sample.payment.standin.HeldPayments;
import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever goes wrong: who was refused has no seats and was not charged, and who was charged is told so. */
class RefusalsTest {
  /** Long enough for what comes before what is held up, on a busy machine; each test waits for it once. */
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  @TempDir private Path folder;
  private PaymentStandIn provider;

  @BeforeEach
  void aProviderThatWorks() {
    provider = PaymentStandIn.start(0, StandInSettings.reliable(), folder.resolve("provider.log"));
  }

  @AfterEach
  void closed() {
    provider.close();
  }

  private RunningService start(Object paymentUrl) {
    return RunningService
        .start(RunningService.plus(RunningService.inFolder(folder), "spring.datasource.url=" + database(),
            "sample.payment.url=" + paymentUrl, "async-runtime.web.deadline=" + DEADLINE.toSeconds() + "s"));
  }

  private String database() {
    return "jdbc:h2:retry:" + folder.resolve("box-office")
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=300000";
  }

  /** As H2 does it when it cannot write, on a disk that is full. */
  @Test
  void aDatabaseThatWasClosedIsOpenedAgainByWhoeverComesNext() throws Exception {
    try (RunningService service = start(provider.url())) {
      service.boxOffice().reserve(1, 2).is(201);
      try (Connection other = DriverManager.getConnection(database(), "sa", "");
          Statement statement = other.createStatement()) {
        statement.execute("shutdown immediately");
      }
      Answer first = service.boxOffice().reserve(1, 2);
      if (first.status() != 201) first.isProblem(503);
      service.boxOffice().reserve(1, 2).is(201);
      assertThat(service.boxOffice().get("/actuator/health").is(200).json().get("status").asString()).isEqualTo("UP");
    }
  }

  /** Somebody else's transaction has the row of the first seat, until long after the deadline. */
  @Test
  void whoGetsSeatsOnlyAfterTheDeadlineIsRefusedAndNotCharged() throws Exception {
    try (RunningService service = start(provider.url());
        Connection other = DriverManager.getConnection(database(), "sa", "")) {
      BoxOffice boxOffice = service.boxOffice();
      takeTheFirstSeat(other);
      CompletableFuture<Answer> answer = boxOffice.reserveAsync(1, 2);
      untilTheDeadlineHasPassed(boxOffice);
      other.rollback();
      String id = answer.join().isProblem(503).json().get("reservation").asString();
      assertThat(boxOffice.get("/reservations/" + id).is(200).json().get("status").asString()).isEqualTo("CANCELLED");
      assertThat(provider.statusOf(id)).as("payment").isNull();
      assertThat(boxOffice.availableSeats(1)).isEqualTo(500);
      assertThat(boxOffice.panics()).isZero();
    }
  }

  /** Nobody gets past the lock of the event before the deadline, but the one who has it. */
  @Test
  void whoWaitsInLineUntilTheDeadlineIsRefusedAndNothingIsLeft() throws Exception {
    try (RunningService service = start(provider.url());
        Connection other = DriverManager.getConnection(database(), "sa", "")) {
      BoxOffice boxOffice = service.boxOffice();
      takeTheFirstSeat(other);
      List<CompletableFuture<Answer>> answers =
          List.of(boxOffice.reserveAsync(1, 1), boxOffice.reserveAsync(1, 1), boxOffice.reserveAsync(1, 1));
      CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).join(); // one who waits in line
      other.rollback();
      answers.forEach(answer -> answer.join().isProblem(503));
      assertThat(service.books().count("select count(*) from reservations")).as("of the one with the lock")
          .isEqualTo(1);
      assertThat(service.books().pending()).isZero();
      assertThat(boxOffice.availableSeats(1)).isEqualTo(500);
    }
  }

  @Test
  void whoIsChargedAfterTheDeadlineIsToldSo() throws Exception {
    try (HeldPayments held = new HeldPayments(provider); RunningService service = start(held.url())) {
      BoxOffice boxOffice = service.boxOffice();
      CompletableFuture<Answer> answer = boxOffice.reserveAsync(1, 2);
      held.awaitHeld(1);
      untilTheDeadlineHasPassed(boxOffice);
      held.release();
      assertThat(answer.join().is(201).json().get("status").asString()).isEqualTo("PAID");
      service.books().areInOrder(provider);
    }
  }

  private static void takeTheFirstSeat(Connection other) throws SQLException {
    other.setAutoCommit(false);
    UUID id = UUID.randomUUID();
    try (PreparedStatement reservation = other.prepareStatement("""
        insert into reservations (id, event_id, customer, seat_count, amount_cents, status, created_at)
        values (?, 1, 'Grace', 1, 4500, 'PENDING', current_timestamp)
        """);
        PreparedStatement seat =
            other.prepareStatement("insert into seats (event_id, seat_no, reservation_id) values (1, 1, ?)")) {
      reservation.setObject(1, id);
      reservation.executeUpdate();
      seat.setObject(1, id);
      seat.executeUpdate();
    }
  }

  private static void untilTheDeadlineHasPassed(BoxOffice boxOffice) {
    BoxOffice.until("the deadline has passed", () -> {
      JsonNode tasks = boxOffice.get("/actuator/asynctasks?name=reserve").is(200).json().get("tasks");
      return !tasks.isEmpty() && Duration.parse(tasks.get(0).get("age").asString()).compareTo(DEADLINE) > 0;
    });
  }
}
