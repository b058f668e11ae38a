package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.event.Event;
import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.time.Duration;
import java.util.List;

/** The scenario of a bad day: more customers than seats, and a provider that fails, declines, or says nothing. */
final class ManyCustomers {
  private static final int CUSTOMERS = 160;
  private static final int SEATS = 120;

  private ManyCustomers() {}

  /** Plays it on a service with this configuration; {@code properties} name an empty database. */
  static void play(List<String> properties, long seed) {
    StandInSettings badDay = new StandInSettings(Duration.ofMillis(2), 0.3, 0.1, 0.1, Duration.ofSeconds(30), seed);
    try (PaymentStandIn provider = PaymentStandIn.start(0, badDay, null);
        RunningService service = RunningService.start(RunningService.plus(properties,
            "sample.payment.url=" + provider.url(), "sample.payment.timeout=1s", "sample.payment.backoff=1ms",
            // Recovery meddles with reservations whose customers still wait: it must not matter.
            "sample.recovery.every=20ms", "sample.recovery.after=50ms"))) {
      service.putOnSale(new Event(70, "Small hall", SEATS, 1000));
      service.putOnSale(new Event(71, "Large hall", 10 * SEATS, 10));
      Customers customers = new Customers(seed);
      customers.ask(service.boxOffice(), CUSTOMERS, List.of(70L, 70L, 71L));
      assertThat(customers.all()).hasSize(CUSTOMERS)
          .allSatisfy(answer -> assertThat(answer.status()).isIn(201, 202, 402, 409, 503));

      Books books = service.books();
      BoxOffice.until("nothing is pending", () -> books.pending() == 0);
      books.areInOrder(provider);
      customers.gotWhatTheyWereTold(books);
      assertThat(customers.told(201)).isPositive();
      assertThat(books.paid()).isGreaterThanOrEqualTo(customers.told(201));
      assertThat(service.boxOffice().availableSeats(70)).isEqualTo(SEATS - sold(books, 70));
      assertThat(service.boxOffice().availableSeats(71)).isEqualTo(10 * SEATS - sold(books, 71));
    }
  }

  private static int sold(Books books, long event) {
    return books.reservations().stream().filter(row -> row.event() == event && row.status().equals("PAID"))
        .mapToInt(Books.Row::seatCount).sum();
  }
}
