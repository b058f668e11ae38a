package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sample.BoxOffice.Answer;
import io.asyncruntime.sample.database.Database;
import io.asyncruntime.sample.event.Event;
import io.asyncruntime.sample.event.EventRepository;
import io.asyncruntime.sample.payment.standin.PaymentStandIn;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.JsonNode;

/** What a customer can do, on both flavors of the runtime where it makes a difference. */
class BoxOfficeTest {
  @TempDir private Path folder;

  private RunningService start(String... properties) {
    return RunningService.start(RunningService.plus(RunningService.inFolder(folder), properties));
  }

  @ParameterizedTest
  @ValueSource(strings = {"async-runtime.flavor=multi-thread", "async-runtime.flavor=current-thread",
      "async-runtime.web.requests-as-tasks=true"})
  void aReservationIsPaidAndGetsATicket(String mode) throws Exception {
    try (RunningService service = start(mode)) {
      BoxOffice boxOffice = service.boxOffice();
      Answer made = boxOffice.reserve(1, 3).is(201);
      assertThat(made.json().get("status").asString()).isEqualTo("PAID");
      assertThat(made.json().get("customer").asString()).isEqualTo("Ada");
      assertThat(made.json().get("seats").toString()).isEqualTo("[1,2,3]");
      assertThat(made.json().get("amountCents").asLong()).isEqualTo(3 * 4500);
      assertThat(boxOffice.get(made.location()).is(200).json()).isEqualTo(made.json());
      assertThat(boxOffice.availableSeats(1)).isEqualTo(497);

      Answer ticket = boxOffice.get(made.location() + "/ticket.png").is(200);
      assertThat(ticket.contentType()).isEqualTo("image/png");
      assertThat(textOf(ticket.body()))
          .isEqualTo("box-office:" + made.json().get("id").asString() + ";event=1;seats=1,2,3");
    }
  }

  @Test
  void soldSeatsAreStillSoldAfterARestart() {
    String reservation;
    try (RunningService service = start()) {
      reservation = service.boxOffice().reserve(2, 10).is(201).location();
    }
    try (RunningService service = start()) {
      assertThat(service.boxOffice().get("/events").is(200).json().get("events")).as("demo events").hasSize(3);
      assertThat(service.boxOffice().availableSeats(2)).isEqualTo(50);
      assertThat(service.boxOffice().reserve(2, 1).is(201).json().get("seats").toString()).isEqualTo("[11]");
      assertThat(service.boxOffice().get(reservation).is(200).json().get("status").asString()).isEqualTo("PAID");
    }
  }

  @Test
  void theLastSeatsGoAndThenNoMore() {
    try (RunningService service = start()) {
      service.putOnSale(new Event(10, "Two chairs", 2, 100));
      BoxOffice boxOffice = service.boxOffice();
      JsonNode refusal = boxOffice.reserve(10, 3).isProblem(409).json();
      assertThat(refusal.get("availableSeats").asInt()).isEqualTo(2);
      boxOffice.reserve(10, 2).is(201);
      assertThat(boxOffice.reserve(10, 1).isProblem(409).json().get("detail").asString()).contains("0 seats left");
      assertThat(boxOffice.availableSeats(10)).isZero();
      assertThat(boxOffice.get("/events").is(200).json().get("statistics").toString())
          .isEqualTo("{\"reserved\":1,\"paid\":1,\"released\":0,\"refused\":2}");
      assertThat(boxOffice.panics()).isZero();
    }
  }

  @Test
  void aDeclinedPaymentGivesTheSeatsBack() {
    try (RunningService service = start("sample.payment.stand-in.decline-rate=1")) {
      BoxOffice boxOffice = service.boxOffice();
      String id = boxOffice.reserve(1, 2).isProblem(402).json().get("reservation").asString();
      assertThat(boxOffice.availableSeats(1)).isEqualTo(500);
      assertThat(boxOffice.get("/reservations/" + id).is(200).json().get("status").asString()).isEqualTo("DECLINED");
      boxOffice.get("/reservations/" + id + "/ticket.png").isProblem(409);
      assertThat(boxOffice.panics()).isZero();
    }
  }

  /** Every request is answered with an error, half of them after the money was taken: nobody can tell, so it stays PENDING. */
  @Test
  void whatNobodyKnowsStaysPendingAndIsSettledWhenTheProviderIsBack() throws Exception {
    Path payments = folder.resolve("provider.log");
    StandInSettings broken = new StandInSettings(Duration.ZERO, 1, 0, 0, Duration.ofSeconds(30), 11L);
    int port;
    try (PaymentStandIn provider = PaymentStandIn.start(0, broken, payments)) {
      port = provider.url().getPort();
      try (RunningService service = start("sample.payment.url=" + provider.url(), "sample.payment.backoff=1ms")) {
        for (int i = 0; i < 8; i++) {
          Answer answer = service.boxOffice().reserve(1, 2).is(202);
          assertThat(answer.json().get("status").asString()).isEqualTo("PENDING");
          service.boxOffice().get(answer.location() + "/ticket.png").isProblem(409);
        }
        assertThat(service.boxOffice().availableSeats(1)).isEqualTo(500 - 16);
      }
    }
    try (PaymentStandIn provider = PaymentStandIn.start(port, StandInSettings.reliable(), payments);
        RunningService service = start("sample.payment.url=" + provider.url())) {
      Books books = service.books();
      BoxOffice.until("nothing is pending", () -> books.pending() == 0);
      books.areInOrder(provider);
      assertThat(books.paid()).isBetween(1L, 7L);
      assertThat(service.boxOffice().availableSeats(1)).isEqualTo(500 - 2 * (int) books.paid());
    }
  }

  /** As when two instances of the service pick the same seat: a reason to pick another, not to wake an operator. */
  @Test
  void aRowThatIsThereAlreadyFailsTheFutureAndIsNoPanic() {
    try (RunningService service = start()) {
      EventRepository events = service.bean(EventRepository.class);
      Event again = events.find(1).orElseThrow();
      Future<Boolean> write = service.bean(Database.class).write("again", () -> {
        events.insert(again);
        return true;
      });
      assertThatExceptionOfType(DuplicateKeyException.class)
          .isThrownBy(() -> service.bean(AsyncRuntime.class).blockOn(write));
      assertThat(service.boxOffice().panics()).isZero();
    }
  }

  /** Aborting a blocking job interrupts its thread, in the middle of whatever the database does with its file. */
  @Test
  void anInterruptedStatementDoesNotCloseTheDatabase() {
    try (RunningService service = start()) {
      service.bean(AsyncRuntime.class).spawnBlocking(() -> {
        try (Connection connection = service.bean(DataSource.class).getConnection();
            Statement statement = connection.createStatement()) {
          Thread.currentThread().interrupt(); // only now: the pool would not wait for its one connection
          statement.execute("UPDATE events SET name = 'Interlude' WHERE id = 1");
        }
      }).join();
      assertThat(service.boxOffice().reserve(1, 2).is(201).json().get("status").asString()).isEqualTo("PAID");
    }
  }

  /** The provider never answers; the operator gives up on the request. */
  @Test
  void anAbortedRequestIsAnsweredAndItsSeatsAreSettledLater() throws Exception {
    Path payments = folder.resolve("provider.log");
    StandInSettings silent = new StandInSettings(Duration.ZERO, 0, 1, 0, Duration.ofMinutes(10), 3L);
    try (PaymentStandIn provider = PaymentStandIn.start(0, silent, payments);
        RunningService service = start("sample.payment.url=" + provider.url(), "sample.payment.timeout=10m",
            "sample.payment.finish-within=200ms", "management.endpoint.asynctasks.access=unrestricted")) {
      BoxOffice boxOffice = service.boxOffice();
      CompletableFuture<Answer> answer = boxOffice.reserveAsync(1, 2);
      BoxOffice.until("the reservation waits for its payment", () -> service.books().pending() == 1);
      JsonNode task = boxOffice.get("/actuator/asynctasks?name=reserve").is(200).json().get("tasks").get(0);
      boxOffice.send(boxOffice.request("/actuator/asynctasks/" + task.get("id").asString()).DELETE()).is(200);
      JsonNode unknown = answer.join().is(202).json(); // who is told "refused" would not expect to be charged
      assertThat(unknown.get("status").asString()).isEqualTo("PENDING");
      boxOffice.get("/reservations/" + unknown.get("id").asString()).is(200);
    }
    try (PaymentStandIn provider = PaymentStandIn.start(0, StandInSettings.reliable(), payments);
        RunningService service = start("sample.payment.url=" + provider.url())) {
      BoxOffice.until("nothing is pending", () -> service.books().pending() == 0);
      service.books().areInOrder(provider);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"multi-thread", "current-thread"})
  void aSettlementTakesEveryPaymentOnce(String flavor) {
    try (RunningService service = start("async-runtime.flavor=" + flavor)) {
      BoxOffice boxOffice = service.boxOffice();
      IntStream.range(0, 12).forEach(i -> boxOffice.reserve(1 + i % 3, 1).is(201));
      var both = List.of(boxOffice.request("/settlements"), boxOffice.request("/settlements")).parallelStream()
          .map(
              request -> boxOffice.send(request.POST(BodyPublishers.noBody())).is(201).json())
          .toList();
      assertThat(both.stream().mapToInt(s -> s.get("reservations").asInt()).sum()).isEqualTo(12);
      assertThat(both.stream().mapToLong(s -> s.get("totalCents").asLong()).sum()).isEqualTo(4L * (4500 + 2800 + 8900));
      JsonNode full = both.stream().filter(s -> s.get("reservations").asInt() == 12).findFirst().orElseThrow();
      assertThat(full.get("accounts").toString()).isEqualTo("[{\"event\":1,\"reservations\":4,\"cents\":18000},"
          + "{\"event\":2,\"reservations\":4,\"cents\":11200},{\"event\":3,\"reservations\":4,\"cents\":35600}]");
      assertThat(UUID.fromString(full.get("id").asString())).isNotNull();
      assertThat(boxOffice.post("/settlements", "").is(201).json().get("reservations").asInt()).isZero();
      assertThat(service.books().count("select count(*) from reservations where settlement_id is null")).isZero();
    }
  }

  private static String textOf(byte[] png) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    RGBLuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }
}
