package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * The scenario of an outage: the service is killed while customers are buying, twice, the second time while it is cleaning
 * up; the provider lives on. Then it starts once more.
 */
final class KilledService {
  private static final int CUSTOMERS = 60;

  private KilledService() {}

  /** Plays it; {@code database} names an empty one, {@code books} reads it when no service runs. */
  static void play(Path folder, List<String> database, Books books, long seed) {
    // A third of the requests get no answer, half of those after the money was taken; the customers wait for it.
    StandInSettings silent = new StandInSettings(Duration.ofMillis(5), 0, 0.3, 0, Duration.ofMinutes(10), seed);
    Path payments = folder.resolve("provider.log");
    Customers customers = new Customers(seed);
    Random random = new Random(seed);
    try (PaymentStandIn provider = PaymentStandIn.start(0, silent, payments)) {
      List<String> properties =
          RunningService.plus(database, "sample.payment.url=" + provider.url(), "sample.payment.timeout=10m",
              "async-runtime.web.deadline=10m", "async-runtime.admission.max-in-flight=10000");
      for (int round = 1; round <= 2; round++) {
        ServiceProcess service = ServiceProcess.start(folder, properties);
        int before = customers.asked();
        long silences = provider.silences();
        customers.ask(service.boxOffice(), CUSTOMERS, List.of(1L, 2L));
        customers.awaitAnswers(before + 1 + random.nextInt(CUSTOMERS / 4));
        BoxOffice.until("something is left half done, since the provider will never answer",
            () -> service.boxOffice().get("/events").is(200).json().get("pendingReservations").asInt() > 0
                && provider.silences() > silences);
        service.kill();
      }
    }
    assertThat(books.pending()).as("left half done by the kills").isPositive();
    try (PaymentStandIn provider = PaymentStandIn.start(0, StandInSettings.reliable(), payments)) {
      List<String> properties = RunningService.plus(database, "sample.payment.url=" + provider.url());
      try (ServiceProcess service = ServiceProcess.start(folder, properties)) {
        BoxOffice.until("all seats are paid or free",
            () -> service.boxOffice().get("/events").is(200).json().get("pendingReservations").asInt() == 0);
      }
      books.areInOrder(provider);
      customers.gotWhatTheyWereTold(books);
      assertThat(customers.told(201)).isPositive();
    }
  }
}
