package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.PaymentStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database says, checked as an auditor would. */
final class Books {
  private final JdbcClient jdbc;

  Books(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One row of an audit. */
  record Row(UUID id, long event, int seatCount, String status, long amount, long held) {}

  List<Row> reservations() {
    return jdbc.sql("""
        select r.id, r.event_id, r.seat_count, r.status, r.amount_cents,
               (select count(*) from seats s where s.reservation_id = r.id and s.event_id = r.event_id) as held
          from reservations r
        """).query((row, n) -> new Row(row.getObject(1, UUID.class), row.getLong(2), row.getInt(3), row.getString(4),
        row.getLong(5), row.getLong(6))).list();
  }

  long pending() {
    return count("select count(*) from reservations where status = 'PENDING'");
  }

  long paid() {
    return count("select count(*) from reservations where status = 'PAID'");
  }

  long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  /** What became of what each customer asked for; whoever holds no reservation is not in it. No two customers have one name. */
  Map<String, String> statusByCustomer() {
    Map<String, String> statuses = new HashMap<>();
    RowCallbackHandler one = row -> assertThat(statuses.put(row.getString(1), row.getString(2)))
        .as("reservations of one request").isNull();
    jdbc.sql("select customer, status from reservations").query(one);
    return statuses;
  }

  /** The seats that a reservation holds, in order. */
  List<Integer> seatsOf(UUID reservation) {
    return jdbc.sql("select seat_no from seats where reservation_id = :id order by seat_no").param("id", reservation)
        .query(Integer.class).list();
  }

  /** Event and number of each seat that is held, read row by row: no index answers in place of the table. */
  private List<String> heldSeats() {
    return jdbc.sql("select event_id, seat_no, reservation_id from seats")
        .query((row, n) -> row.getLong(1) + "/" + row.getInt(2)).list();
  }

  /** Nothing is half done; money and seats match, reservation by reservation; nothing is sold that does not exist. */
  void areInOrder(PaymentStandIn provider) {
    for (Row row : reservations()) {
      PaymentStatus payment = provider.statusOf(row.id().toString());
      switch (row.status()) {
        case "PAID" -> {
          assertThat(payment).as("payment of %s", row).isEqualTo(PaymentStatus.PAID);
          assertThat(row.held()).as("seats of %s", row).isEqualTo(row.seatCount());
        }
        case "DECLINED", "CANCELLED" -> {
          assertThat(payment).as("payment of %s", row).isNotEqualTo(PaymentStatus.PAID);
          assertThat(row.held()).as("seats of %s", row).isZero();
        }
        default -> throw new AssertionError("left half done: " + row);
      }
    }
    assertThat(count("select count(*) from seats s join events e on e.id = s.event_id where s.seat_no > e.seats"))
        .as("seats sold that do not exist").isZero();
    assertThat(heldSeats()).as("seats sold twice").doesNotHaveDuplicates();
    assertThat(heldSeats()).as("seats held").hasSize((int) reservations().stream().mapToLong(Row::held).sum());
  }
}
