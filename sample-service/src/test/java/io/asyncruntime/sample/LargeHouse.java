package io.asyncruntime.sample;

import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A database with more seats than a run of the load program sells, in many events: what one request costs stays as it is. */
final class LargeHouse {
  static final int EVENTS = 300;
  private static final int SEATS = 1000;

  private LargeHouse() {}

  /** Puts it on sale, before the service starts. */
  static void putOnSale(DataSource database) {
    new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(database);
    JdbcTemplate jdbc = new JdbcTemplate(database);
    for (int event = 1; event <= EVENTS; event++) {
      jdbc.update("insert into events (id, name, seats, price_cents) values (?, ?, ?, ?)", event, "Evening " + event,
          SEATS,
          1000);
    }
  }
}
