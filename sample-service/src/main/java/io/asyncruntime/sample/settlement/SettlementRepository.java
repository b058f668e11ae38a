package io.asyncruntime.sample.settlement;

import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.settlement.Ledger.Payment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Settlements in the database. Blocks: call it inside {@code Database.read} or {@code Database.write} only. */
@Component
final class SettlementRepository {
  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  SettlementRepository(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Events that have paid reservations in no settlement. */
  List<Long> unsettledEvents() {
    return jdbc.sql("""
        select distinct event_id from reservations where status = 'PAID' and settlement_id is null order by event_id
        """).query((row, n) -> row.getLong(1)).list();
  }

  /** The paid reservations of one event that are in no settlement. */
  List<Payment> unsettledPayments(long event) {
    return jdbc.sql("""
        select id, event_id, amount_cents from reservations
         where event_id = :event and status = 'PAID' and settlement_id is null
        """).param("event", event)
        .query((row, n) -> new Payment(row.getObject("id", UUID.class), row.getLong("event_id"),
            row.getLong("amount_cents")))
        .list();
  }

  /** Stores a settlement and marks its reservations, all or none; fails when one of them is in a settlement already. */
  void store(Settlement settlement, Collection<UUID> reservations) {
    jdbc.sql("""
        insert into settlements (id, created_at, reservation_count, total_cents) values (:id, :at, :count, :total)
        """).param("id", settlement.id()).param("at", OffsetDateTime.ofInstant(Instant.now(), ZoneOffset.UTC))
        .param("count", settlement.reservations()).param("total", settlement.totalCents()).update();
    List<Object[]> rows = reservations.stream().map(id -> new Object[] {settlement.id(), id}).toList();
    int[] marked = batches.batchUpdate(
        "update reservations set settlement_id = ? where id = ? and status = 'PAID' and settlement_id is null", rows);
    for (int count : marked) {
      if (count != 1)
        throw Problem.conflict(
            "Another settlement took one of the reservations. Nothing was settled by this one; ask for another.");
    }
  }
}
