package io.asyncruntime.sample;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The seats of the {@link PlainBoxOffice}: JDBC on the thread of the request, and a lock for each event, held across the write. */
class PlainDesk {
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ConcurrentMap<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

  PlainDesk(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  Map<String, Object> event(long id) {
    return jdbc.sql("""
        select e.id, e.name, e.seats, e.price_cents,
               (select count(*) from seats s where s.event_id = e.id) as taken
          from events e where e.id = :id
        """).param("id", id).query().singleRow();
  }

  Map<String, Object> reservation(UUID id) {
    return jdbc.sql("select id, event_id, status from reservations where id = :id").param("id", id).query().singleRow();
  }

  long pending() {
    return jdbc.sql("select count(*) from reservations where status = 'PENDING'").query(Long.class).single();
  }

  /** The next seats of the event; none when it is sold out. */
  List<Integer> take(UUID id, long event, String customer, int count) {
    ReentrantLock lock = locks.computeIfAbsent(event, any -> new ReentrantLock());
    lock.lock();
    try {
      return transaction.execute(status -> insert(id, event, customer, count));
    } finally {
      lock.unlock();
    }
  }

  private List<Integer> insert(UUID id, long event, String customer, int count) {
    int seats = jdbc.sql("select seats from events where id = :id").param("id", event).query(Integer.class).single();
    int first = jdbc.sql("select coalesce(max(seat_no), 0) + 1 from seats where event_id = :id").param("id", event)
        .query(Integer.class).single();
    if (first + count - 1 > seats) return List.of();
    jdbc.sql("insert into reservations values (:id, :event, :customer, :count, 1000, 'PENDING', :at, null)")
        .param("id", id)
        .param("event", event).param("customer", customer).param("count", count).param("at", OffsetDateTime.now())
        .update();
    List<Integer> taken = new ArrayList<>();
    for (int seat = first; seat < first + count; seat++) {
      jdbc.sql("insert into seats values (:event, :seat, :id)").param("event", event).param("seat", seat)
          .param("id", id)
          .update();
      taken.add(seat);
    }
    return taken;
  }

  void paid(UUID id) {
    jdbc.sql("update reservations set status = 'PAID' where id = :id").param("id", id).update();
  }

  String cancel(UUID id) {
    return transaction.execute(status -> {
      jdbc.sql("update reservations set status = 'CANCELLED' where id = :id").param("id", id).update();
      jdbc.sql("delete from seats where reservation_id = :id").param("id", id).update();
      return "CANCELLED";
    });
  }

  /** How many it settled. */
  int settle() {
    UUID id = UUID.randomUUID();
    return transaction.execute(status -> {
      jdbc.sql("insert into settlements values (:id, :at, 0, 0)").param("id", id).param("at", OffsetDateTime.now())
          .update();
      return jdbc.sql("update reservations set settlement_id = :id where status = 'PAID' and settlement_id is null")
          .param("id", id).update();
    });
  }
}
