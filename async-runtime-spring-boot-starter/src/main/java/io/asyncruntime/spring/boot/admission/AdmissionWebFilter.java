package io.asyncruntime.spring.boot.admission;

import io.asyncruntime.spring.boot.admission.AdmissionGate.Permit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The gate in front of Spring WebFlux. The place is given back when the exchange ends, or its client leaves. */
public final class AdmissionWebFilter implements WebFilter, Ordered {
  /** Inside of the filters that see the end of an exchange and give it its deadline. */
  private static final int ORDER = HIGHEST_PRECEDENCE + 2;

  private final AdmissionGate gate;
  private final AdmissionPaths paths;
  private final Refusal refusal;

  /** By that gate. */
  public AdmissionWebFilter(AdmissionGate gate, AdmissionPaths paths, Refusal refusal) {
    this.gate = gate;
    this.paths = paths;
    this.refusal = refusal;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String group = paths.groupOf(exchange.getRequest().getPath().pathWithinApplication().value());
    if (group == null) return chain.filter(exchange);
    return place(group).flatMap(place -> place.isEmpty()
        ? refuse(exchange.getResponse())
        : chain.filter(exchange).doFinally(end -> place.get().close()));
  }

  /** Empty for one who is refused. */
  private Mono<Optional<Permit>> place(String group) {
    return Mono.defer(() -> {
      CompletableFuture<Permit> turn = gate.enterOrWait(group);
      Mono<Permit> inside = Mono.fromFuture(turn, true);
      // Whoever leaves tells who waits, and has something else to do than to go on with that.
      return (turn.isDone() ? inside : inside.timeout(gate.maxWait()).publishOn(Schedulers.parallel()))
          .doOnError(late -> gate.giveUp(turn))
          .doOnCancel(() -> gate.giveUp(turn))
          .map(Optional::of)
          .onErrorReturn(Optional.empty());
    });
  }

  private Mono<Void> refuse(ServerHttpResponse response) {
    response.setStatusCode(HttpStatusCode.valueOf(Refusal.STATUS));
    HttpHeaders headers = response.getHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, refusal.retryAfterSeconds());
    headers.set(HttpHeaders.CONTENT_TYPE, Refusal.CONTENT_TYPE);
    DataBuffer body = response.bufferFactory().wrap(refusal.body());
    return response.writeWith(Mono.just(body));
  }

  @Override
  public int getOrder() { return ORDER; }
}
