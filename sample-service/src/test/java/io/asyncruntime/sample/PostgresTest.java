package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The same scenarios on a real PostgreSQL server, with the profile that users start it with. */
class PostgresTest {
  private static PostgresServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.startOrSkip();
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
  }

  @Test
  void theWholeWayFromEventToSettlement() throws IOException {
    List<String> properties = RunningService.plus(RunningService.inFolder(folder),
        server.properties(server.createDatabase("whole_way")).toArray(String[]::new));
    try (RunningService service = RunningService.start(properties)) {
      BoxOffice boxOffice = service.boxOffice();
      String made = boxOffice.reserve(2, 4).is(201).location();
      assertThat(boxOffice.get(made).is(200).json().get("seats").toString()).isEqualTo("[1,2,3,4]");
      assertThat(boxOffice.get(made + "/ticket.png").is(200).contentType()).isEqualTo("image/png");
      assertThat(boxOffice.post("/settlements", "").is(201).json().get("totalCents").asLong()).isEqualTo(4 * 2800);
      boxOffice.reserve(99, 1).isProblem(404);
      boxOffice.reserve(2, -1).isProblem(400);
      assertThat(boxOffice.availableSeats(2)).isEqualTo(56);
    }
  }

  @Test
  void noSeatIsSoldTwiceAndNoPaymentIsLost() throws IOException {
    ManyCustomers.play(server.properties(server.createDatabase("many_customers")), 21);
  }

  @Test
  void nothingIsLostOrHalfDoneAfterKillMinusNine() throws IOException {
    String url = server.createDatabase("killed");
    JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, server.user(), ""));
    KilledService.play(folder, server.properties(url), new Books(jdbc), 22);
  }
}
