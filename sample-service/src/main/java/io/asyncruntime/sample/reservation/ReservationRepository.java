package io.asyncruntime.sample.reservation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reservations and the seats they hold. Blocks: call it inside {@code Database.read} or {@code Database.write} only.
 *
 * <p>A row of {@code seats} says who holds a seat, and its primary key says that nobody else does: the lock that the box
 * office takes before makes collisions rare, the key makes them harmless, also between several instances of the service.
 */
@Component
public final class ReservationRepository {
  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  ReservationRepository(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** The numbers of all seats of an event that somebody holds. */
  List<Integer> takenSeats(long eventId) {
    return jdbc.sql("select seat_no from seats where event_id = :event").param("event", eventId)
        .query((row, n) -> row.getInt(1))
        .list();
  }

  /**
   * Stores a new reservation and takes its seats.
   *
   * @throws org.springframework.dao.DuplicateKeyException when somebody holds one of them
   */
  void insert(Reservation r) {
    jdbc.sql("""
        insert into reservations (id, event_id, customer, seat_count, amount_cents, status, created_at)
        values (:id, :event, :customer, :seats, :amount, :status, :created)
        """).param("id", r.id()).param("event", r.eventId()).param("customer", r.customer())
        .param("seats", r.seats().size()).param("amount", r.amountCents()).param("status", r.status().name())
        .param("created", OffsetDateTime.ofInstant(r.createdAt(), ZoneOffset.UTC)).update();
    List<Object[]> rows = r.seats().stream().map(seat -> new Object[] {r.eventId(), seat, r.id()}).toList();
    batches.batchUpdate("insert into seats (event_id, seat_no, reservation_id) values (?, ?, ?)", rows);
  }

  /** PENDING becomes PAID; false when it was not PENDING. */
  boolean markPaid(UUID id) {
    return leavePending(id, ReservationStatus.PAID);
  }

  /** PENDING becomes {@code end}, and its seats are free; false when it was not PENDING. */
  boolean release(UUID id, ReservationStatus end) {
    if (!leavePending(id, end)) return false;
    jdbc.sql("delete from seats where reservation_id = :id").param("id", id).update();
    return true;
  }

  private boolean leavePending(UUID id, ReservationStatus next) {
    return jdbc.sql("update reservations set status = :next where id = :id and status = 'PENDING'")
        .param("next", next.name()).param("id", id).update() == 1;
  }

  /** The reservation of this number with its seats. */
  public Optional<Reservation> find(UUID id) {
    List<Integer> seats = jdbc.sql("select seat_no from seats where reservation_id = :id order by seat_no")
        .param("id", id).query((row, n) -> row.getInt(1)).list();
    return jdbc.sql("select * from reservations where id = :id").param("id", id)
        .query((row, n) -> reservation(row, seats)).optional();
  }

  /** Reservations that have been PENDING since before {@code deadline}, oldest first, at most {@code limit}. */
  List<UUID> pendingSince(Instant deadline, int limit) {
    return jdbc.sql("""
        select id from reservations where status = 'PENDING' and created_at <= :deadline
        order by created_at fetch first :limit rows only
        """).param("deadline", OffsetDateTime.ofInstant(deadline, ZoneOffset.UTC)).param("limit", limit)
        .query((row, n) -> row.getObject(1, UUID.class)).list();
  }

  private static Reservation reservation(ResultSet row, List<Integer> seats) throws SQLException {
    return new Reservation(row.getObject("id", UUID.class), row.getLong("event_id"), row.getString("customer"), seats,
        row.getLong("amount_cents"), ReservationStatus.valueOf(row.getString("status")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
