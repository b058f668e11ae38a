package io.asyncruntime.sample.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The events in the database. Blocks: call it through {@code Database} only. */
@Component
public final class EventRepository {
  private static final String WITH_TAKEN_SEATS = """
      select e.id, e.name, e.seats, e.price_cents,
             (select count(*) from seats s where s.event_id = e.id) as taken
        from events e
      """;

  private final JdbcClient jdbc;

  EventRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The event of this number. */
  public Optional<Event> find(long id) {
    return jdbc.sql("select id, name, seats, price_cents from events where id = :id").param("id", id)
        .query((row, n) -> event(row)).optional();
  }

  /** One event with what is left of it. */
  Optional<EventView> view(long id) {
    return jdbc.sql(WITH_TAKEN_SEATS + " where e.id = :id").param("id", id).query((row, n) -> view(row)).optional();
  }

  /** All events with what is left of them, by number. */
  List<EventView> views() {
    return jdbc.sql(WITH_TAKEN_SEATS + " order by e.id").query((row, n) -> view(row)).list();
  }

  /** How many reservations wait for their payment, of all events. */
  long pendingReservations() {
    return jdbc.sql("select count(*) from reservations where status = 'PENDING'").query(Long.class).single();
  }

  /** Whether there is no event at all. */
  boolean isEmpty() {
    return jdbc.sql("select count(*) from events").query(Long.class).single() == 0;
  }

  /** Stores a new event. */
  public void insert(Event event) {
    jdbc.sql("insert into events (id, name, seats, price_cents) values (:id, :name, :seats, :price)")
        .param("id", event.id()).param("name", event.name()).param("seats", event.seats())
        .param("price", event.priceCents()).update();
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(row.getLong("id"), row.getString("name"), row.getInt("seats"), row.getLong("price_cents"));
  }

  private static EventView view(ResultSet row) throws SQLException {
    return EventView.of(event(row), row.getInt("taken"));
  }
}
