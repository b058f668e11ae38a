package io.asyncruntime.sample.payment.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaymentStandInTest {
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void paysOncePerKey() throws Exception {
    try (PaymentStandIn standIn = PaymentStandIn.start(0, StandInSettings.reliable(), null)) {
      assertThat(send(standIn, "GET", "k").statusCode()).isEqualTo(404);
      assertThat(send(standIn, "PUT", "k").body()).isEqualTo("{\"key\": \"k\", \"status\": \"PAID\"}");
      assertThat(send(standIn, "PUT", "k").body()).contains("PAID");
      assertThat(send(standIn, "DELETE", "k").body()).contains("PAID");
      assertThat(send(standIn, "GET", "k").body()).contains("PAID");
    }
  }

  @Test
  void aClosedPaymentIsNeverPaid() throws Exception {
    try (PaymentStandIn standIn = PaymentStandIn.start(0, StandInSettings.reliable(), null)) {
      assertThat(send(standIn, "DELETE", "k").body()).contains("VOIDED");
      assertThat(send(standIn, "PUT", "k").body()).contains("VOIDED");
      assertThat(standIn.statusOf("k")).isEqualTo(PaymentStatus.VOIDED);
    }
  }

  @Test
  void failsAtTheRateItIsToldBeforeOrAfterTheWork() throws Exception {
    StandInSettings failing = new StandInSettings(Duration.ZERO, 1, 0, 0, Duration.ofSeconds(30), 7L);
    try (PaymentStandIn standIn = PaymentStandIn.start(0, failing, null)) {
      int paid = 0;
      for (int i = 0; i < 20; i++) {
        assertThat(send(standIn, "PUT", "k" + i).statusCode()).isEqualTo(503);
        if (standIn.statusOf("k" + i) == PaymentStatus.PAID) paid++;
      }
      assertThat(paid).isBetween(1, 19);
    }
  }

  @Test
  void countsTheRequestsThatItLeavesWithoutAnAnswer() {
    StandInSettings silent = new StandInSettings(Duration.ZERO, 0, 1, 0, Duration.ZERO, 7L);
    try (PaymentStandIn standIn = PaymentStandIn.start(0, silent, null)) {
      assertThat(standIn.silences()).isZero();
      assertThatThrownBy(() -> send(standIn, "PUT", "k")).isInstanceOf(IOException.class);
      assertThat(standIn.silences()).isPositive(); // the client may ask again by itself
    }
  }

  @Test
  void declinesAtTheRateItIsTold() throws Exception {
    StandInSettings declining = new StandInSettings(Duration.ZERO, 0, 0, 1, Duration.ofSeconds(30), 7L);
    try (PaymentStandIn standIn = PaymentStandIn.start(0, declining, null)) {
      assertThat(send(standIn, "PUT", "k").body()).contains("DECLINED");
    }
  }

  private HttpResponse<String> send(PaymentStandIn standIn, String method, String key)
      throws IOException, InterruptedException {
    URI uri = standIn.url().resolve("/payments/" + key);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString("{\"amountCents\": 1}")).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
