package io.asyncruntime.sample.payment;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTTP call to the payment provider. Nothing is sent before the future is polled; dropping it cancels the exchange.
 * Every failure to get an answer is a {@link PaymentUnavailableException}.
 */
final class PaymentClient {
  private final HttpClient http;
  private final URI payments;
  private final JsonMapper json;
  private final TraceHeaders trace;

  PaymentClient(HttpClient.Builder http, URI provider, Duration connectTimeout, JsonMapper json, TraceHeaders trace) {
    this.http = http.version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout).build();
    this.payments = URI.create(provider.toString().replaceAll("/+$", "") + "/payments/");
    this.json = json;
    this.trace = trace;
  }

  /** Pays. The key makes it idempotent: a second call with it finds the first one's result. */
  @CheckReturnValue
  Future<PaymentOutcome> pay(UUID key, long amountCents) {
    return send(request(key).header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString("{\"amountCents\": " + amountCents + "}")));
  }

  /** Closes the payment: answers what it is, and if it was none so far, it can be none any more. */
  @CheckReturnValue
  Future<PaymentOutcome> close(UUID key) {
    return send(request(key).DELETE());
  }

  private HttpRequest.Builder request(UUID key) {
    return HttpRequest.newBuilder(payments.resolve(key.toString()));
  }

  private Future<PaymentOutcome> send(HttpRequest.Builder request) {
    return Future.lazy(() -> Future.from(http.sendAsync(trace.on(request).build(), BodyHandlers.ofString())))
        .map(this::outcome)
        .recover(PaymentClient::unavailable);
  }

  private PaymentOutcome outcome(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new PaymentUnavailableException("The payment provider answered " + response.statusCode(), null);
    }
    try {
      Answer answer = json.readValue(response.body(), Answer.class);
      if (answer.status() != null) return answer.status();
    } catch (JacksonException e) {
      throw new PaymentUnavailableException("The payment provider's answer cannot be read", e);
    }
    throw new PaymentUnavailableException("The payment provider's answer has no status", null);
  }

  private static Future<PaymentOutcome> unavailable(Throwable failure) {
    return Future.failed(failure instanceof IOException
        ? new PaymentUnavailableException("The payment provider cannot be reached", failure)
        : failure);
  }

  /** The provider's answer, as far as it matters here. */
  record Answer(@Nullable PaymentOutcome status) {}
}
