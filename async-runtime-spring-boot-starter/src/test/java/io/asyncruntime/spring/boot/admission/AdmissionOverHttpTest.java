package io.asyncruntime.spring.boot.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.GatedController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
