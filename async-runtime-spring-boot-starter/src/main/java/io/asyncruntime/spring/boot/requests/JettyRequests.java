package io.asyncruntime.spring.boot.requests;

import org.eclipse.jetty.util.VirtualThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Has Jetty run its requests as tasks, where it would run them on virtual threads. Its pool keeps the threads that accept connections
 * and wait for what they say. The thread that starts the application.
 */
public final class JettyRequests implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory>, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(JettyRequests.class);

  private final RequestExecutor requests;

  /** On that executor. */
  public JettyRequests(RequestExecutor requests) {
    this.requests = requests;
  }

  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    if (!requests.isUsable()) return;
    factory.addServerCustomizers(server -> {
      if (server.getThreadPool() instanceof VirtualThreads.Configurable pool) {
        pool.setVirtualThreadsExecutor(requests);
      } else {
        LOG.warn("Requests are no tasks: the thread pool of Jetty ({}) knows no executor for virtual threads",
            server.getThreadPool().getClass().getName());
      }
    });
  }

  @Override
  public int getOrder() { return LOWEST_PRECEDENCE; }
}
