package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A box office somewhere, seen by its customers: over HTTP. */
final class BoxOffice {
  static final JsonMapper JSON = JsonMapper.shared();

  /** How long anything may take before a test gives up on it; nothing waits that long when all is well. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final URI management;

  /** Which has its doors at this port, and Actuator at that. */
  BoxOffice(int port, int management) {
    this.url = URI.create("http://localhost:" + port);
    this.management = URI.create("http://localhost:" + management);
  }

  int port() {
    return url.getPort();
  }

  URI management() {
    return management;
  }

  /** What came back. */
  record Answer(int status, String contentType, byte[] body, String location, String retryAfter) {

    static Answer of(HttpResponse<byte[]> response) {
      return new Answer(response.statusCode(), response.headers().firstValue("content-type").orElse(""),
          response.body(),
          response.headers().firstValue("location").orElse(""),
          response.headers().firstValue("retry-after").orElse(""));
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return JSON.readTree(body);
    }

    /** Checks that this is a refusal as it should be. */
    Answer isProblem(int expected) {
      assertThat(status).as(text()).isEqualTo(expected);
      assertThat(contentType).isEqualTo("application/problem+json");
      assertThat(json().get("status").asInt()).isEqualTo(expected);
      assertThat(json().get("detail").asString()).isNotBlank();
      if (expected == 503) assertThat(retryAfter).as("when to come again").isNotBlank();
      return this;
    }

    Answer is(int expected) {
      assertThat(status).as(text()).isEqualTo(expected);
      return this;
    }
  }

  HttpRequest.Builder request(String path) {
    URI server = path.startsWith("/actuator") ? management : url;
    return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return Answer.of(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AssertionError("No answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted", e);
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer post(String path, String json) {
    return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  /** Asks for seats. */
  Answer reserve(long event, int seats) {
    return post("/events/" + event + "/reservations", body(seats));
  }

  /** Asks for seats and does not wait. */
  CompletableFuture<Answer> reserveAsync(long event, int seats) {
    HttpRequest.Builder request =
        request("/events/" + event + "/reservations").header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(seats)));
    return http.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Answer::of);
  }

  private static String body(int seats) {
    return "{\"customer\": \"Ada\", \"seats\": " + seats + "}";
  }

  int availableSeats(long event) {
    return get("/events/" + event).is(200).json().get("availableSeats").asInt();
  }

  /** How many tasks have panicked since the start. */
  long panics() {
    return get("/actuator/asyncruntime").is(200).json().get("tasks").get("panicked").asLong();
  }

  /** Asks again and again until the condition holds; each question is a request or a query, so nothing spins. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting until " + what).isLessThan(end);
    }
  }
}
