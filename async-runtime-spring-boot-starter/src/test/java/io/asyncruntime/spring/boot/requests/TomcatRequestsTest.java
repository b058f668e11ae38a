package io.asyncruntime.spring.boot.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.Async;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class TomcatRequestsTest extends RequestsAsTasksScenario {
  @Override
  List<Class<?>> container() {
    return List.of(Sockets.class);
  }

  /** The second request has the upgraded connection. */
  @Test
  void eachStreamOfHttp2IsOne() {
    try (RunningApp http2 = start("server.http2.enabled=true")) {
      http2.get("/plain/tea");
      HttpResponse<String> answer = http2.get("/plain/tea");
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).contains("42");
    }
  }

  @Test
  void aConnectionThatIsUpgradedGoesOnAsWebSocket() throws Exception {
    String url = "ws://localhost:" + app.context().getEnvironment().getProperty("local.server.port") + "/socket";
    CompletableFuture<String> said = new CompletableFuture<>();
    WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
        .buildAsync(URI.create(url), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            said.complete(text.toString());
            return CompletableFuture.completedFuture(null);
          }
        }).get(1, TimeUnit.MINUTES);
    socket.sendText("hello", true).get(1, TimeUnit.MINUTES);
    assertThat(said.get(1, TimeUnit.MINUTES)).isEqualTo("hello 42");
    socket.abort();
  }

  /** Answers from a block of its own. */
  public static final class Echo extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class,
          text -> session.getAsyncRemote().sendText(text + (Async.canAwait() ? " 42" : " 0")));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Sockets {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> sockets() {
      return factory -> factory
          .addContextCustomizers(context -> context.addServletContainerInitializer(new WsSci(), null));
    }

    @Bean
    ServletListenerRegistrationBean<ServletContextListener> echo() {
      return new ServletListenerRegistrationBean<>(new ServletContextListener() {
        @Override
        public void contextInitialized(ServletContextEvent begun) {
          try {
            ((ServerContainer) begun.getServletContext().getAttribute(ServerContainer.class.getName()))
                .addEndpoint(ServerEndpointConfig.Builder.create(Echo.class, "/socket").build());
          } catch (DeploymentException e) {
            throw new IllegalStateException(e);
          }
        }
      });
    }
  }

  @Test
  void aClientThatLeavesAbortsItsRequest() throws Exception {
    controller().ended().clear();
    CountDownLatch waits = controller().nextWaits();
    try (Socket client = connect()) {
      send(client, "GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
    }
    while (controller().ended().isEmpty()) { // the time limit of the class ends it
      Thread.onSpinWait();
    }
    assertThat(controller().ended()).containsExactly("endless");
  }
}
