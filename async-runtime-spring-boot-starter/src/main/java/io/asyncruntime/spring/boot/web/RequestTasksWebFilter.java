package io.asyncruntime.spring.boot.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Marks the beginning and the end of an exchange for {@link RequestTasks}. Around all other filters, so that it sees the
 * client leave, and every time-out and error, whoever answers it.
 */
public final class RequestTasksWebFilter implements WebFilter, Ordered {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    RequestTasks.Bound bound = new RequestTasks.Bound();
    exchange.getAttributes().put(RequestTasks.Bound.attribute(), bound);
    return chain.filter(exchange).doFinally(end -> {
      if (end != SignalType.ON_COMPLETE || isError(exchange.getResponse().getStatusCode())) bound.abortAll();
    });
  }

  private static boolean isError(@Nullable HttpStatusCode status) {
    return status != null && status.isError();
  }

  @Override
  public int getOrder() { return HIGHEST_PRECEDENCE; }
}
