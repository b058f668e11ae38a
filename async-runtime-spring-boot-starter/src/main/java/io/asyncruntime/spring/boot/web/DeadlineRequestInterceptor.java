package io.asyncruntime.spring.boot.web;

import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** {@link DeadlineHeader} for {@code RestClient} (and {@code RestTemplate}). Any thread. */
public final class DeadlineRequestInterceptor implements ClientHttpRequestInterceptor {
  private final DeadlineHeader header;

  /** With that header. */
  public DeadlineRequestInterceptor(DeadlineHeader header) {
    this.header = header;
  }

  @Override
  public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
      throws IOException {
    String value = header.value();
    if (value != null) request.getHeaders().set(header.name(), value);
    return execution.execute(request, body);
  }
}
