package io.asyncruntime.sample.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests without waiting for the answers. Any thread. Each request goes to the next of the services. */
final class Caller {
  private static final Duration OF_ONE_WHO_LEAVES = Duration.ofMillis(50);
  private static final Pattern NAMED = Pattern.compile("\"(?:id|reservation)\" ?: ?\"([0-9a-f-]{36})\"");

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<URI> services;
  private final Mix mix;
  private final Duration patience;
  private final AtomicLong customers = new AtomicLong();

  /** A reservation that was paid; what to ask for when somebody asks for one. */
  private final AtomicReference<Optional<UUID>> lastPaid = new AtomicReference<>(Optional.empty());

  Caller(List<URI> services, Mix mix, Duration patience) {
    this.services = services;
    this.mix = mix;
    this.patience = patience;
  }

  /** The next request of the mix, due at that time. Its future never fails. */
  CompletableFuture<Reply> call(long meant) {
    Kind kind = mix.kind();
    long number = customers.getAndIncrement();
    String customer = "customer-" + number;
    boolean leaves = mix.leaves();
    HttpRequest request = request(kind, customer, services.get((int) (number % services.size())))
        .timeout(leaves ? OF_ONE_WHO_LEAVES : patience).build();
    CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString());
    return answer.handle((response, failure) -> failure == null
        ? replied(customer, kind, leaves, response, meant)
        : new Reply(customer, kind, leaves, 0, meant, System.nanoTime(), Optional.empty()));
  }

  private HttpRequest.Builder request(Kind kind, String customer, URI service) {
    return switch (kind) {
      case EVENT -> to(service, "/events/" + mix.event());
      case RESERVATION -> to(service, lastPaid.get().map(id -> "/reservations/" + id).orElse("/events/1"));
      case RESERVE -> post(service, "/events/" + mix.event() + "/reservations",
          "{\"customer\": \"" + customer + "\", \"seats\": 1}");
      case SETTLE -> post(service, "/settlements", "");
    };
  }

  private static HttpRequest.Builder to(URI service, String path) {
    return HttpRequest.newBuilder(service.resolve(path));
  }

  private static HttpRequest.Builder post(URI service, String path, String json) {
    return to(service, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
  }

  private Reply replied(String customer, Kind kind, boolean leaves, HttpResponse<String> response, long meant) {
    Optional<UUID> named = Optional.empty();
    if (kind == Kind.RESERVE) {
      Matcher id = NAMED.matcher(response.body());
      if (id.find()) named = Optional.of(UUID.fromString(id.group(1)));
      if (response.statusCode() == 201) lastPaid.set(named);
    }
    return new Reply(customer, kind, leaves, response.statusCode(), meant, System.nanoTime(), named);
  }
}
