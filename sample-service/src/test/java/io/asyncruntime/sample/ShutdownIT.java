package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.payment.standin.HeldPayments;
import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** SIGTERM, sent to the packed service while customers are buying. Runs after the jar was made. */
@Timeout(120)
class ShutdownIT {
  private static final Path JAR = Path.of("target", "sample-service.jar");
  private static final int CUSTOMERS = 60;
  private static final int SIGTERM = 128 + 15;
  private static final List<Long> EVENTS = List.of(1L, 3L);
  private static final Pattern CUT_OFF = Pattern.compile("Cut off: task \\d+ 'reserve', async, age \\d+ ms, "
      + "spawned at io\\.asyncruntime\\.sample\\.reservation\\.ReservationController, waiting on uncancellable of async block"
      + " awaiting timeout\\(PT10M\\) of \\S+");

  private static final Pattern STOPPED = Pattern.compile("(\\d+) unfinished tasks dropped, (\\d+) still running$");

  @TempDir private Path folder;

  private Books books() {
    String url = "jdbc:h2:file:" + folder.resolve("data/box-office");
    return new Books(JdbcClient.create(new DriverManagerDataSource(url, "sa", "")));
  }

  private static List<String> paidBy(Object url, String... more) {
    return RunningService.plus(List.of("sample.payment.url=" + url, "sample.payment.timeout=10m",
        "sample.recovery.after=1h", "async-runtime.web.deadline=10m", "async-runtime.admission.max-in-flight=10000",
        "spring.mvc.async.request-timeout=10m",
        "spring.datasource.hikari.connection-timeout=300000"), more);
  }

  @Test
  void noAcceptedRequestIsLost() throws Exception {
    Customers customers = new Customers(11);
    try (PaymentStandIn provider = PaymentStandIn.start(0, StandInSettings.reliable(), null);
        HeldPayments held = new HeldPayments(provider);
        ServiceProcess service = ServiceProcess.startJar(JAR, folder,
            paidBy(held.url(), "spring.lifecycle.timeout-per-shutdown-phase=5m"))) {
      customers.ask(service.boxOffice(), CUSTOMERS, EVENTS);
      held.awaitHeld(CUSTOMERS); // everyone has seats, and nobody has paid
      service.terminate();
      service.awaitLine("Commencing graceful shutdown");
      customers.ask(service.boxOffice(), CUSTOMERS, EVENTS); // too late for most, or for all
      held.release();

      assertThat(service.awaitExit()).isEqualTo(SIGTERM);
      // Who reached the box office was served, and who was not had not reached it.
      assertThat(customers.told(201)).isGreaterThanOrEqualTo(CUSTOMERS).isEqualTo(says(service, "Asked for "));
      assertThat(says(service, "Graceful shutdown complete")).as("of the box office's door, and of Actuator's")
          .isEqualTo(2);
      assertThat(says(service, "Async runtime 'async-runtime' stopped in ")).isOne();
      assertThat(says(service, ": 0 unfinished tasks dropped, 0 still running")).isOne();
      assertThat(says(service, "Cut off:")).isZero();

      assertThat(books().pending()).isZero();
      assertThat(books().paid()).isEqualTo(customers.told(201));
      books().areInOrder(provider);
      customers.gotWhatTheyWereTold(books());
    }
    int sold = (int) books().count("select count(*) from seats");
    try (ServiceProcess again = ServiceProcess.startJar(JAR, folder, List.of())) {
      assertThat(again.boxOffice().availableSeats(1) + again.boxOffice().availableSeats(3)).isEqualTo(20_500 - sold);
    }
  }

  @Test
  void whatDoesNotEndInTimeIsNamedAndFinishedAtTheNextStart() throws IOException {
    Customers customers = new Customers(12);
    try (PaymentStandIn provider = PaymentStandIn.start(0, StandInSettings.reliable(), null);
        HeldPayments held = new HeldPayments(provider)) {
      try (ServiceProcess service = ServiceProcess.startJar(JAR, folder, paidBy(held.url(),
          "spring.lifecycle.timeout-per-shutdown-phase=1s", "async-runtime.shutdown.timeout=500ms"))) {
        customers.ask(service.boxOffice(), CUSTOMERS, EVENTS);
        held.awaitHeld(CUSTOMERS);
        service.terminate();
        assertThat(service.awaitExit()).isEqualTo(SIGTERM);

        List<String> log = service.output();
        assertThat(log).filteredOn(line -> line.contains("Cut off:") && line.contains("'reserve'")).hasSize(CUSTOMERS)
            .allMatch(line -> CUT_OFF.matcher(line).find());
        assertThat(log).noneMatch(line -> line.contains("onErrorDropped")); // nobody is told what he can read no more
        Matcher stopped = STOPPED.matcher(line(log, "Async runtime 'async-runtime' stopped in "));
        assertThat(stopped.find()).isTrue();
        assertThat(Integer.parseInt(stopped.group(1)) + Integer.parseInt(stopped.group(2)))
            .isGreaterThanOrEqualTo(CUSTOMERS);
        // The web server had its time first.
        assertThat(log.indexOf(line(log, "Graceful shutdown aborted")))
            .isLessThan(log.indexOf(line(log, "Async runtime 'async-runtime' stopped in ")));
      }
      assertThat(books().pending()).isEqualTo(CUSTOMERS);

      held.release();
      try (ServiceProcess again = ServiceProcess.startJar(JAR, folder, paidBy(provider.url()))) {
        BoxOffice.until("all seats are paid or free",
            () -> again.boxOffice().get("/events").is(200).json().get("pendingReservations").asInt() == 0);
      }
      books().areInOrder(provider);
      customers.gotWhatTheyWereTold(books());
    }
  }

  private static long says(ServiceProcess service, String text) {
    return service.output().stream().filter(line -> line.contains(text)).count();
  }

  private static String line(List<String> log, String text) {
    return log.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
  }
}
