package io.asyncruntime.spring.boot.web;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives each exchange its deadline, for the future that the controller returns. */
public final class DeadlineWebFilter implements WebFilter, Ordered {
  /** Inside of the filter that sees the end of the exchange, and around all others. */
  private static final int ORDER = HIGHEST_PRECEDENCE + 1;

  private final RequestDeadlines deadlines;

  /** By those rules. */
  public DeadlineWebFilter(RequestDeadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String header = deadlines.header();
    RequestDeadline deadline =
        deadlines.begin(header == null ? null : exchange.getRequest().getHeaders().getFirst(header));
    if (deadline == null) return chain.filter(exchange);
    exchange.getAttributes().put(RequestDeadline.ATTRIBUTE, deadline);
    return chain.filter(exchange).contextWrite(context -> context.put(RequestDeadline.class, deadline));
  }

  @Override
  public int getOrder() { return ORDER; }
}
