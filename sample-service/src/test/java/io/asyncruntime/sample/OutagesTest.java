package io.asyncruntime.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One round of the bad week in each build, and five of them, with ten seconds without a database, with {@code -Dstress=long}. */
@Timeout(900)
class OutagesTest {
  private static final boolean LONG = "long".equals(System.getProperty("stress"));

  @TempDir private Path folder;

  /** Short, it is played on the newer JDK only, as the overload is: a build has half an hour for both. */
  static boolean isItsTurn() {
    return LONG || Runtime.version().feature() >= 21;
  }

  @Test
  @EnabledIf("isItsTurn")
  void nothingIsLostWhenAnInstanceIsKilledAndTheDatabaseGoesAway() throws IOException {
    try (PostgresServer server = PostgresServer.startOrSkip()) {
      String url = server.createDatabase("outages");
      DriverManagerDataSource database = new DriverManagerDataSource(url, server.user(), "");
      LargeHouse.putOnSale(database);
      List<String> properties = server.properties(url);
      Outages.play(server, folder, properties, new Books(JdbcClient.create(database)), LONG ? 5 : 1,
          Duration.ofSeconds(LONG ? 10 : 3));
    }
  }
}
