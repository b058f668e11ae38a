package io.asyncruntime.sample;

import io.asyncruntime.sample.load.LoadRun;
import io.asyncruntime.sample.load.Mix;
import io.asyncruntime.sample.load.Picture;
import io.asyncruntime.sample.load.Table;
import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A service in a process and with a heap of its own, its payment provider, and a load run against it. */
final class LoadedService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedService.class);
  private static final Path JAR = Path.of("target", "sample-service.jar").toAbsolutePath();
  private static final Path REPORTS = Path.of("target", "load").toAbsolutePath();

  /** What a JVM of a small pod is given. */
  private static final List<String> JVM = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

  private final DriverManagerDataSource database;
  private final PaymentStandIn provider;
  private final ServiceProcess process;
  private final LoadRun run;

  private LoadedService(Path folder, List<String> program, StandInSettings day, double leaving) throws IOException {
    LoggingSystem.get(LoadedService.class.getClassLoader()).setLogLevel(PaymentStandIn.class.getName(), LogLevel.WARN);
    database = new DriverManagerDataSource("jdbc:h2:file:" + folder.resolve("data/box-office"), "sa", "");
    LargeHouse.putOnSale(database);
    provider = PaymentStandIn.start(0, day, null);
    process = ServiceProcess.startWith(java(program), folder, properties());
    run = new LoadRun(List.of(URI.create("http://localhost:" + process.boxOffice().port())),
        process.boxOffice().management(), process.pid(), new Mix(20, LargeHouse.EVENTS, leaving));
  }

  /** The packed service, as its users start it. */
  static LoadedService start(Path folder, StandInSettings day, double leaving) throws IOException {
    return new LoadedService(folder, List.of("-jar", JAR.toString()), day, leaving);
  }

  private static List<String> java(List<String> program) {
    return Stream.concat(JVM.stream(), program.stream()).toList();
  }

  /** The same box office as others write it: a thread for each request, virtual ones, and nothing that says when it is enough. */
  static LoadedService startPlain(Path folder, StandInSettings day, double leaving) throws IOException {
    return new LoadedService(folder,
        List.of("-cp", ServiceProcess.classPath(), PlainBoxOffice.class.getName()), day, leaving);
  }

  private List<String> properties() {
    return List.of("sample.payment.url=" + provider.url(),
        "sample.recovery.every=2s", "sample.recovery.after=10s", "logging.level.io.asyncruntime.sample=warn");
  }

  LoadRun run() {
    return run;
  }

  /** Whether the process has got over it. */
  boolean isAlive() { return process.isAlive(); }

  /** Writes what it was into {@code target/load}: a table, and a picture. */
  void report(String name, String title) throws IOException {
    Files.createDirectories(REPORTS);
    String table = Table.of(run.phases());
    LOG.info("{}, in {}:\n{}", title, REPORTS, table);
    Files.writeString(REPORTS.resolve(name + ".md"), "# " + title + "\n\n" + table);
    Files.writeString(REPORTS.resolve(name + ".svg"), Picture.of(title, run.phases()));
  }

  /** Nothing is left half done; then the service is stopped, and its books are looked at. */
  void audit() {
    run.awaitAnswers();
    BoxOffice.until("all seats are paid or free",
        () -> process.boxOffice().get("/events").json().path("pendingReservations").asInt(1) == 0);
    process.close();
    Books books = new Books(JdbcClient.create(database));
    books.areInOrder(provider);
    Told.theTruth(run.replies(), books);
  }

  @Override
  public void close() {
    run.close();
    process.close();
    provider.close();
  }
}
