package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeWebFluxAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.FutureController;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.Disposable;

/** Controllers of WebFlux that return futures, through its whole handler chain. */
@Timeout(60)
class WebFluxReturnValuesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
          AsyncRuntimeWebFluxAutoConfiguration.class, WebFluxAutoConfiguration.class))
      .withPropertyValues("async-runtime.name=reactive", "async-runtime.shutdown.timeout=100ms")
      .withBean(FutureController.class);

  @ParameterizedTest
  @CsvSource({"/value,200,polled by reactive", "/future-of-entity,202,accepted", "/entity-of-future,202,accepted",
      "/handle,200,spawned", "/failing,409,on purpose"})
  void theResultIsTheAnswer(String path, int status, String body) {
    runner.run(context -> {
      MockServerHttpResponse answer = new MockServerHttpResponse();
      context.getBean(HttpHandler.class).handle(MockServerHttpRequest.get(path).build(), answer).block(SOON);
      assertThat(answer.getStatusCode() == null ? 200 : answer.getStatusCode().value()).isEqualTo(status);
      assertThat(answer.getBodyAsString().block(SOON)).isEqualTo(body);
    });
  }

  @Test
  void aDisconnectDropsTheFuture() {
    runner.run(context -> {
      Disposable request = context.getBean(HttpHandler.class)
          .handle(MockServerHttpRequest.get("/never").build(), new MockServerHttpResponse()).subscribe();
      request.dispose();
      context.getBean(FutureController.class).awaitDrop();
      assertThat(request.isDisposed()).isTrue();
    });
  }
}
