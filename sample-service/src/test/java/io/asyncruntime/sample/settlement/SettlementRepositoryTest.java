package io.asyncruntime.sample.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.sample.problem.Problem;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class SettlementRepositoryTest {
  private final DataSource memory = new SingleConnectionDataSource("jdbc:h2:mem:", "sa", "", true);

  /** As when two instances settle at once, and both have read what is unsettled. */
  @Test
  void whatAnotherInstanceHasSettledMeanwhileIsAConflict() {
    new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(memory);
    JdbcClient jdbc = JdbcClient.create(memory);
    SettlementRepository repository = new SettlementRepository(jdbc, new JdbcTemplate(memory));
    UUID paid = UUID.randomUUID();
    jdbc.sql("insert into events (id, name, seats, price_cents) values (1, 'Opening night', 5, 100)").update();
    jdbc.sql("""
        insert into reservations (id, event_id, customer, seat_count, amount_cents, status, created_at)
        values (:id, 1, 'Ada', 1, 100, 'PAID', current_timestamp)
        """).param("id", paid).update();
    repository.store(Settlement.of(UUID.randomUUID(), List.of()), List.of(paid));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> repository.store(Settlement.of(UUID.randomUUID(), List.of()), List.of(paid)))
        .satisfies(problem -> assertThat(problem.getStatusCode().value()).isEqualTo(409));
  }
}
