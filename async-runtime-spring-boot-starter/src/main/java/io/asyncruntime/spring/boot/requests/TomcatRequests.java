package io.asyncruntime.spring.boot.requests;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Has Tomcat run its requests as tasks: after Spring Boot's own customizers, of which one would give it virtual threads. The thread that
 * starts the application.
 */
public final class TomcatRequests implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {
  private final RequestExecutor requests;

  /** On that executor. */
  public TomcatRequests(RequestExecutor requests) {
    this.requests = requests;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    if (!requests.isUsable()) return;
    factory.addProtocolHandlerCustomizers(handler -> handler.setExecutor(requests));
    if (factory instanceof TomcatServletWebServerFactory servlets)
      servlets.setProtocol(WatchingProtocol.class.getName());
  }

  @Override
  public int getOrder() { return LOWEST_PRECEDENCE; }
}
