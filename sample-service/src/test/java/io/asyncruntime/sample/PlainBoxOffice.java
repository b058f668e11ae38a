package io.asyncruntime.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/**
 * The box office beside ours, for the picture in the README: the same requests, tables, connection pool and payment provider, written as
 * one writes for virtual threads, one per request, which block wherever they wait. It limits nothing. It is no component of
 * the sample, whose scan would find a controller.
 */
@EnableAutoConfiguration
class PlainBoxOffice {
  private final PlainDesk desk;
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI payments;

  PlainBoxOffice(PlainDesk desk, @Value("${sample.payment.url}") String provider) {
    this.desk = desk;
    this.payments = URI.create(provider + "/payments/");
  }

  /** Starts it; the arguments are those of the sample. */
  public static void main(String[] args) {
    SpringApplication service = new SpringApplication(PlainDesk.class, PlainBoxOffice.class);
    service.setDefaultProperties(Map.of("async-runtime.enabled", false, "spring.threads.virtual.enabled", true,
        "management.endpoints.web.exposure.include", "*"));
    service.run(args);
  }

  @Bean
  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route().GET("/events", request -> json(200, Map.of("pendingReservations", desk.pending())))
        .GET("/events/{id}", request -> json(200, desk.event(event(request))))
        .GET("/reservations/{id}", request -> json(200, desk.reservation(UUID.fromString(request.pathVariable("id")))))
        .POST("/events/{id}/reservations", this::reserve)
        .POST("/settlements", request -> json(201, Map.of("reservations", desk.settle()))).build();
  }

  private static long event(ServerRequest request) {
    return Long.parseLong(request.pathVariable("id"));
  }

  private ServerResponse reserve(ServerRequest request) throws Exception {
    JsonNode order = request.body(JsonNode.class);
    UUID id = UUID.randomUUID();
    List<Integer> seats = desk.take(id, event(request), order.get("customer").asString(), order.get("seats").asInt());
    if (seats.isEmpty()) return json(409, Map.of("detail", "Sold out"));
    for (int attempt = 1; attempt <= 3; attempt++) {
      if (ask(id, "PUT") == 200) return paid(id, seats);
    }
    boolean closed = ask(id, "DELETE") == 200;
    return json(closed ? 503 : 202, Map.of("id", id.toString(), "status", closed ? desk.cancel(id) : "PENDING"));
  }

  private ServerResponse paid(UUID id, List<Integer> seats) throws Exception {
    desk.paid(id);
    return json(201, Map.of("id", id.toString(), "seats", seats));
  }

  private int ask(UUID id, String method) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(payments.resolve(id.toString())).timeout(PlainDesk.PATIENCE)
        .method(method, BodyPublishers.ofString("{}")).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (java.io.IOException e) {
      return 0;
    }
  }

  private static ServerResponse json(int status, Object body) {
    return ServerResponse.status(status).body(body);
  }
}
