package io.asyncruntime.spring.boot.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.spring.boot.testkit.GatedController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** The gate in front of MVC and of WebFlux, by real requests. */
@Timeout(120)
class AdmissionOverHttpTest {
  private static final String MVC = "spring.main.web-application-type=servlet";
  private static final String WEBFLUX = "spring.main.web-application-type=reactive";

  private static RunningApp app(String... properties) {
    return RunningApp.of(List.of(GatedController.class), properties);
  }

  @ParameterizedTest
  @ValueSource(strings = {MVC, WEBFLUX})
  void whoFindsNoPlaceIsRefusedAtOnceAndActuatorIsAlwaysThere(String web) throws Exception {
    try (RunningApp app =
        app(web, "async-runtime.admission.max-in-flight=1", "async-runtime.admission.retry-after=1500ms")) {
      GatedController controller = app.context().getBean(GatedController.class);
      CompletableFuture<HttpResponse<String>> held = app.getAsync("/held");
      controller.awaitInside();
      HttpResponse<String> refused = app.get("/quick");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
      assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
      assertThat(RunningApp.json(refused).get("detail").asString()).contains("Nothing was done");
      JsonNode admission = app.actuator("asyncruntime").get("admission");
      assertThat(admission.get("limit").asInt()).isEqualTo(1);
      assertThat(admission.get("inFlight").asInt()).isEqualTo(1);
      assertThat(admission.get("groups").get(0).get("refused").asInt()).isEqualTo(1);
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(200);
      assertThat(
          app.actuator("metrics/async.runtime.admission.refused").get("measurements").get(0).get("value").asInt())
          .isEqualTo(1);
      controller.open();
      assertThat(held.join().body()).isEqualTo("held");
      untilNobodyIsInside(app);
      assertThat(app.get("/quick").body()).isEqualTo("quick");
      untilNobodyIsInside(app);
      assertThat(app.get("/nothing").statusCode()).isEqualTo(404);
      untilNobodyIsInside(app);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MVC, WEBFLUX})
  void aPlaceIsKeptForThoseWhoPay(String web) throws Exception {
    try (RunningApp app = app(web, "async-runtime.admission.max-in-flight=2",
        "async-runtime.admission.groups.paying.paths=/orders/**", "async-runtime.admission.groups.paying.share=0.5",
        "async-runtime.admission.groups.paying.priority=1")) {
      GatedController controller = app.context().getBean(GatedController.class);
      CompletableFuture<HttpResponse<String>> held = app.getAsync("/held");
      controller.awaitInside();
      assertThat(app.get("/quick").statusCode()).isEqualTo(503);
      assertThat(app.get("/orders/1").body()).isEqualTo("order");
      controller.open();
      assertThat(held.join().statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MVC, WEBFLUX})
  void whoMayWaitIsLetInWhenOneLeaves(String web) throws Exception {
    try (RunningApp app = app(web, "async-runtime.admission.max-in-flight=1", "async-runtime.admission.max-wait=1h")) {
      GatedController controller = app.context().getBean(GatedController.class);
      AdmissionGate gate = app.context().getBean(AdmissionGate.class);
      CompletableFuture<HttpResponse<String>> held = app.getAsync("/held");
      controller.awaitInside();
      CompletableFuture<HttpResponse<String>> waits = app.getAsync("/quick");
      while (gate.group(AdmissionGate.OTHERS).waiting() == 0) Thread.onSpinWait();
      controller.open();
      assertThat(held.join().body()).isEqualTo("held");
      assertThat(waits.join().body()).isEqualTo("quick");
      untilNobodyIsInside(app);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MVC, WEBFLUX})
  void whoHasWaitedLongEnoughIsRefused(String web) throws Exception {
    try (
        RunningApp app = app(web, "async-runtime.admission.max-in-flight=1", "async-runtime.admission.max-wait=20ms")) {
      GatedController controller = app.context().getBean(GatedController.class);
      CompletableFuture<HttpResponse<String>> held = app.getAsync("/held");
      controller.awaitInside();
      assertThat(app.get("/quick").statusCode()).isEqualTo(503);
      controller.open();
      held.join();
      untilNobodyIsInside(app);
    }
  }

  /** With nothing let in by itself: what answers 200 was not asked at the gate. */
  @ParameterizedTest
  @CsvSource({
      MVC + ",management.endpoints.web.base-path=/,/health /metrics /asyncruntime /livez",
      WEBFLUX + ",management.endpoints.web.base-path=/,/health /metrics /asyncruntime /livez",
      MVC + ",management.endpoints.web.path-mapping.health=up,/actuator/up /actuator",
      MVC + ",management.endpoint.health.group.ready.additional-path=server:/am-i-up,/am-i-up /actuator/health/ready",
      WEBFLUX + ",management.endpoint.health.group.ready.additional-path=server:/am-i-up,/am-i-up",
      MVC + ",server.servlet.context-path=/shop,/shop/actuator/health /shop/livez",
      WEBFLUX + ",spring.webflux.base-path=/shop,/shop/actuator/health /shop/livez",
      MVC + ",spring.mvc.servlet.path=/shop,/shop/actuator/health /shop/livez"})
  void actuatorIsNeverRefusedWhereverItsPathsAre(String web, String property, String paths) throws Exception {
    try (RunningApp app = app(web, "async-runtime.admission.max-in-flight=1", property,
        "management.endpoint.health.probes.enabled=true", "management.endpoint.health.probes.add-additional-paths=true",
        "management.endpoint.health.group.ready.include=asyncRuntime")) {
      AdmissionGate gate = app.context().getBean(AdmissionGate.class);
      assertThat(gate.tryEnter(AdmissionGate.OTHERS)).as("the only place").isPresent();
      for (String path : paths.split(" ")) assertThat(app.get(path).statusCode()).as(path).isNotEqualTo(503);
      assertThat(app.get((paths.startsWith("/shop/") ? "/shop" : "") + "/quick").statusCode()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MVC, WEBFLUX})
  void actuatorOnAPortOfItsOwnIsNeverRefused(String web) throws Exception {
    try (RunningApp app = app(web, "async-runtime.admission.max-in-flight=1", "management.server.port=0",
        "management.endpoints.web.base-path=/",
        "spring.main.allow-bean-definition-overriding=true")) { // Jetty is there too, and either would serve this port
      String port = app.context().getEnvironment().getRequiredProperty("local.management.port");
      AdmissionGate gate = app.context().getBean(AdmissionGate.class);
      assertThat(gate.tryEnter(AdmissionGate.OTHERS)).as("the only place").isPresent();
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/asyncruntime")).build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theApplicationMayLetInMore() {
    try (RunningApp app = RunningApp.of(List.of(GatedController.class, Status.class), MVC,
        "async-runtime.admission.max-in-flight=1")) {
      AdmissionGate gate = app.context().getBean(AdmissionGate.class);
      assertThat(gate.tryEnter(AdmissionGate.OTHERS)).as("the only place").isPresent();
      assertThat(app.get("/quick").body()).isEqualTo("quick");
      assertThat(app.get("/orders/1").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aGateThatDoesNotKnowTheGroupsStopsTheStart() {
    assertThatThrownBy(() -> RunningApp.of(List.of(OwnGate.class), MVC,
        "async-runtime.admission.groups.paying.paths=/orders/**"))
        .hasStackTraceContaining("async-runtime.admission.groups.paying is no group of the bean of type AdmissionGate")
        .hasStackTraceContaining("[others]");
  }

  /** Who is let in after a wait does not go on on the thread of the one who leaves: a chain of those would be one stack. */
  @Test
  void inWebFluxALongLineIsNotOneStack() throws Exception {
    try (RunningApp app =
        app(WEBFLUX, "async-runtime.admission.max-in-flight=1", "async-runtime.admission.max-wait=1h")) {
      AdmissionGate gate = app.context().getBean(AdmissionGate.class);
      AdmissionGate.Permit inside = gate.tryEnter(AdmissionGate.OTHERS).orElseThrow();
      CompletableFuture<HttpResponse<String>> waits = app.getAsync("/thread");
      while (gate.group(AdmissionGate.OTHERS).waiting() == 0) Thread.onSpinWait();
      inside.close();
      assertThat(waits.join().body()).isNotEqualTo(Thread.currentThread().getName());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Status {
    @Bean
    UngatedPaths statusPaths() {
      return () -> List.of("/quick");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnGate {
    @Bean
    AdmissionGate ownGate() {
      return AdmissionGate.fixed(7, Duration.ZERO, List.of());
    }
  }

  @Test
  void withoutANumberItIsWhatTheHeapHasRoomForAndNobodyIsRefused() {
    try (RunningApp app = app(MVC)) {
      assertThat(app.get("/quick").statusCode()).isEqualTo(200);
      assertThat(app.context().getBean(AdmissionGate.class).limit()).isGreaterThanOrEqualTo(16);
      assertThat(app.actuator("asyncruntime").get("configuration").get("admission.max-in-flight").asString())
          .isEqualTo("a quarter of the heap");
    }
  }

  @Test
  void itCanBeSwitchedOff() {
    try (RunningApp app = app(MVC, "async-runtime.admission.enabled=false")) {
      assertThat(app.context().getBeanProvider(AdmissionGate.class).getIfAvailable()).isNull();
      assertThat(app.actuator("asyncruntime").path("admission").isObject()).isFalse();
      assertThat(app.get("/quick").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void adaptiveBeginsWithAHundred() {
    try (RunningApp app = app(MVC, "async-runtime.admission.max-in-flight=adaptive")) {
      assertThat(app.context().getBean(AdmissionGate.class).limit()).isEqualTo(100);
    }
  }

  private static void untilNobodyIsInside(RunningApp app) {
    AdmissionGate gate = app.context().getBean(AdmissionGate.class);
    while (gate.inFlight() > 0) Thread.onSpinWait(); // the client has its answer a moment before the server is done with it
  }
}
