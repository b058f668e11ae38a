package io.asyncruntime.sample.payment;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.net.http.HttpRequest;
import org.springframework.stereotype.Component;

/** Tells another service which trace a request belongs to, so that its log lines can be found with ours. Any thread. */
@Component
final class TraceHeaders {
  private final Tracer tracer;
  private final Propagator propagator;

  TraceHeaders(Tracer tracer, Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  /** Adds the headers of the trace that is current on this thread; none when there is none. */
  HttpRequest.Builder on(HttpRequest.Builder request) {
    TraceContext current = tracer.currentTraceContext().context();
    if (current != null) propagator.inject(current, request, (same, name, value) -> request.setHeader(name, value));
    return request;
  }
}
