package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.load.LoadRun;
import io.asyncruntime.sample.load.Mix;
import io.asyncruntime.sample.load.Reply;
import io.asyncruntime.sample.load.Table;
import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The scenario of a bad week: two instances sell the seats of one database while customers come; one of them is killed and
 * starts again, then the database goes away and comes back. Round after round, and nothing may be lost.
 */
final class Outages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
  private static final StandInSettings DAY =
      new StandInSettings(Duration.ofMillis(20), 0.05, 0.01, 0, Duration.ofSeconds(30), 23L);
  private static final double RATE = 40;

  private final PostgresServer database;
  private final Path folder;
  private final PaymentStandIn provider;
  private final List<String> properties;
  private final ServiceProcess steady;
  private ServiceProcess killed;
  private final List<URI> services = new CopyOnWriteArrayList<>();
  private final LoadRun run;

  private Outages(PostgresServer database, Path folder, List<String> properties) throws IOException {
    LoggingSystem.get(Outages.class.getClassLoader()).setLogLevel(PaymentStandIn.class.getName(), LogLevel.WARN);
    this.database = database;
    this.folder = folder;
    this.provider = PaymentStandIn.start(0, DAY, null);
    this.properties = RunningService.plus(properties, "sample.payment.url=" + provider.url(),
        "sample.recovery.every=1s", "sample.recovery.after=10s", "spring.datasource.hikari.connection-timeout=1000");
    this.steady = start();
    this.killed = start();
    services.addAll(List.of(address(steady), address(killed)));
    this.run = new LoadRun(services, steady.boxOffice().management(), steady.pid(),
        new Mix(23, LargeHouse.EVENTS, 0));
  }

  private ServiceProcess start() {
    return ServiceProcess.start(folder, properties);
  }

  private static URI address(ServiceProcess service) {
    return URI.create("http://localhost:" + service.boxOffice().port());
  }

  /** Plays it; {@code properties} name the database, in which {@link LargeHouse} is on sale, and {@code books} are in it. */
  static void play(PostgresServer database, Path folder, List<String> properties, Books books, int rounds,
      Duration away)
      throws IOException {
    try (Outages outages = new Outages(database, folder, properties)) {
      for (int round = 1; round <= rounds; round++) outages.round(round, away);
      outages.audit(books);
    }
  }

  private void round(int round, Duration away) throws IOException {
    run.open("two instances, " + round, RATE, Duration.ofSeconds(2));
    killed.kill();
    run.open("one killed, " + round, RATE, Duration.ofSeconds(2));
    killed = start();
    services.set(1, address(killed));
    run.open("two again, " + round, RATE, Duration.ofSeconds(1));
    database.stop();
    run.open("no database, " + round, RATE, away);
    database.startAgain();
    run.open("database back, " + round, RATE, Duration.ofSeconds(3));
  }

  private void audit(Books books) {
    run.awaitAnswers();
    LOG.info("Two instances, one of them killed, and a database that goes away:\n{}", Table.of(run.phases()));
    BoxOffice.until("all seats are paid or free", () -> books.pending() == 0);
    books.areInOrder(provider);
    Told.theTruth(run.replies(), books);
    assertThat(run.replies().stream().filter(Reply::isFault)).as("faults: an outage is none").isEmpty();
    assertThat(run.replies()).as("sold").anyMatch(reply -> reply.status() == 201);
    assertThat(run.phases().get(run.phases().size() - 1).count(reply -> reply.status() == 201))
        .as("sold when the database was back").isPositive();
  }

  @Override
  public void close() {
    run.close();
    steady.close();
    killed.close();
    provider.close();
  }
}
