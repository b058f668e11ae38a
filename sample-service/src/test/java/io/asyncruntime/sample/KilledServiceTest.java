package io.asyncruntime.sample;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class KilledServiceTest {
  @TempDir private Path folder;

  /** The service takes its own default database, in the folder it is started in. */
  @Test
  void nothingIsLostOrHalfDoneAfterKillMinusNine() {
    String url = "jdbc:h2:file:" + folder.resolve("data/box-office");
    JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, "sa", ""));
    KilledService.play(folder, List.of(), new Books(jdbc), 5);
  }
}
