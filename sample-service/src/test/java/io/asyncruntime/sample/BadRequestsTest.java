package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.BoxOffice.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request: a problem detail with the right status, nothing is reserved, and no task has panicked. */
class BadRequestsTest {
  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
  private static final String RESERVATIONS = "/events/1/reservations";

  @TempDir private static Path folder;
  private static RunningService service;
  private static BoxOffice boxOffice;

  @BeforeAll
  static void start() {
    service = RunningService.start(RunningService.inFolder(folder));
    boxOffice = service.boxOffice();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void nothingWasReserved() {
    assertThat(service.books().reservations()).isEmpty();
    assertThat(service.books().count("select count(*) from seats")).isZero();
    assertThat(boxOffice.availableSeats(1)).isEqualTo(500);
    assertThat(boxOffice.panics()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "no json", "{", "[]", "null", "\"seats\"", "{\"customer\": \"Ada\", \"seats\": 2",
          "{\"customer\": \"Ada\", \"seats\": 2}}",
          "{\"customer\": \"Ada\", \"seats\": \"many\"}", "{\"customer\": \"Ada\", \"seats\": \"2\"}",
          "{\"customer\": \"Ada\", \"seats\": 1.5}", "{\"customer\": \"Ada\", \"seats\": 99999999999}",
          "{\"customer\": \"Ada\", \"seats\": 1e400}", "{\"customer\": \"Ada\", \"seats\": true}",
          "{\"customer\": \"Ada\", \"seats\": [2]}",
          "{\"customer\": {\"name\": \"Ada\"}, \"seats\": 2}", "{\"customer\": 12, \"seats\": 2}", "{}",
          "{\"seats\": 2}", "{\"customer\": \"Ada\"}",
          "{\"customer\": \"Ada\", \"seats\": null}", "{\"customer\": \"Ada\", \"seats\": 0}",
          "{\"customer\": \"Ada\", \"seats\": -1}",
          "{\"customer\": \"Ada\", \"seats\": 11}", "{\"customer\": \"\", \"seats\": 1}",
          "{\"customer\": \"a\\u0000b\", \"seats\": 1}"})
  void aBodyThatIsNotAsItShouldBe(String body) {
    boxOffice.post(RESERVATIONS, body).isProblem(400);
  }

  @Test
  void theRefusalSaysWhatIsAllowed() {
    Answer answer = boxOffice.post(RESERVATIONS, "{\"customer\": \"Ada\", \"seats\": -1}").isProblem(400);
    assertThat(answer.json().get("detail").asString())
        .isEqualTo("\"seats\" must be a whole number from 1 to 10, but is -1.");
  }

  @Test
  void aNameThatIsTooLong() {
    boxOffice.post(RESERVATIONS, "{\"customer\": \"" + "x".repeat(101) + "\", \"seats\": 1}").isProblem(400);
  }

  @Test
  void jsonThatIsTooDeep() {
    boxOffice.post(RESERVATIONS, "[".repeat(8000) + "]".repeat(8000)).isProblem(400);
  }

  @Test
  void bytesThatAreNoText() {
    byte[] noise = {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3, (byte) 0x28};
    boxOffice.send(boxOffice.request(RESERVATIONS).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(noise))).isProblem(400);
  }

  @Test
  void tenMegabytesOfDeclaredLength() {
    boxOffice.post(RESERVATIONS, "x".repeat(TEN_MEGABYTES)).isProblem(413);
  }

  @Test
  void tenMegabytesOfUndeclaredLength() {
    byte[] body = ("{\"seats\": 1, \"customer\": \"" + "x".repeat(TEN_MEGABYTES) + "\"}").getBytes();
    boxOffice.send(boxOffice.request(RESERVATIONS).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))).isProblem(413);
  }

  @Test
  void tenMegabytesWhereNoBodyIsExpected() {
    boxOffice.post("/settlements", "x".repeat(TEN_MEGABYTES)).isProblem(413);
    boxOffice.post("/nowhere", "x".repeat(TEN_MEGABYTES)).isProblem(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/events/99", "/reservations/00000000-0000-0000-0000-000000000000", "/nowhere", "/events/1/nothing",
          "/reservations/00000000-0000-0000-0000-000000000000/ticket.png"})
  void whatIsNotThere(String path) {
    boxOffice.get(path).isProblem(404);
  }

  @Test
  void seatsForAnEventThatIsNotThere() {
    boxOffice.reserve(99, 1).isProblem(404);
    boxOffice.reserve(-1, 1).isProblem(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/events/one", "/events/1.5", "/events/99999999999999999999", "/reservations/1",
          "/reservations/x/ticket.png"})
  void idsThatAreNone(String path) {
    boxOffice.get(path).isProblem(400);
  }

  @Test
  void moreSeatsThanThereAre() {
    service.putOnSale(new io.asyncruntime.sample.event.Event(50, "No chairs", 0, 1));
    assertThat(boxOffice.reserve(50, 1).isProblem(409).json().get("availableSeats").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"DELETE,/events/1", "PUT,/events/1/reservations", "GET,/events/1/reservations", "POST,/events/1",
      "GET,/settlements", "PATCH,/reservations/00000000-0000-0000-0000-000000000000"})
  void methodsThatAreNotAllowed(String method, String path) {
    boxOffice.send(boxOffice.request(path).method(method, BodyPublishers.noBody())).isProblem(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x"})
  void mediaTypesThatAreNotRead(String type) {
    boxOffice.send(boxOffice.request(RESERVATIONS).header("Content-Type", type)
        .POST(BodyPublishers.ofString("{\"customer\": \"Ada\", \"seats\": 1}"))).isProblem(415);
  }

  @Test
  void mediaTypesThatAreNotWritten() {
    boxOffice.send(boxOffice.request("/events").header("Accept", "application/xml").GET()).is(406);
  }

  @Test
  void aTicketOfNothingForOneWhoWantsAPicture() {
    boxOffice
        .send(
            boxOffice.request("/reservations/" + UUID.randomUUID() + "/ticket.png").header("Accept", "image/png").GET())
        .isProblem(404);
  }
}
