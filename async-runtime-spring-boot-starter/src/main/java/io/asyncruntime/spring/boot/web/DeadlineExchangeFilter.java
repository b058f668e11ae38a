package io.asyncruntime.spring.boot.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * {@link DeadlineHeader} for {@code WebClient}: the deadline of the code that subscribes, or else, in a handler of WebFlux that is made of
 * publishers, that of the exchange. Any thread.
 */
public final class DeadlineExchangeFilter implements ExchangeFilterFunction {
  private final DeadlineHeader header;

  /** With that header. */
  public DeadlineExchangeFilter(DeadlineHeader header) {
    this.header = header;
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.deferContextual(context -> {
      String value = valueIn(context);
      return next.exchange(value == null
          ? request
          : ClientRequest.from(request).headers(headers -> headers.set(header.name(), value)).build());
    });
  }

  private @Nullable String valueIn(ContextView context) {
    String value = header.value();
    RequestDeadline exchange = context.<RequestDeadline>getOrDefault(RequestDeadline.class, null);
    return value != null || exchange == null ? value : DeadlineHeader.valueOf(exchange.remaining().toMillis());
  }
}
