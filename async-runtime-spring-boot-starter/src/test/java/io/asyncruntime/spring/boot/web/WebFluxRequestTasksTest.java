package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeWebFluxAutoConfiguration;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Tasks that live with their exchange, through the whole handler chain of WebFlux. */
@Timeout(60)
class WebFluxRequestTasksTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
          AsyncRuntimeWebFluxAutoConfiguration.class, WebFluxAutoConfiguration.class))
      .withPropertyValues("async-runtime.shutdown.timeout=100ms").withBean(Requests.class);

  @ParameterizedTest
  @ValueSource(strings = {"/failing", "/late", "/conflict"})
  void aFailedRequestAbortsItsTasks(String path) {
    runner.run(context -> {
      handle(context, path).onErrorComplete().block(SOON);
      assertAborted(context.getBean(Requests.class).tasks.take());
    });
  }

  @Test
  void aClientThatLeavesAbortsThem() {
    runner.run(context -> {
      Disposable request = handle(context, "/never").subscribe();
      JoinHandle<Void> task = context.getBean(Requests.class).tasks.take();
      request.dispose();
      assertAborted(task);
    });
  }

  @Test
  void aGoodAnswerLeavesThemRunning() {
    runner.run(context -> {
      handle(context, "/good").block(SOON);
      JoinHandle<Void> task = context.getBean(Requests.class).tasks.take();
      assertThat(task.isFinished()).isFalse();
      task.abort();
      assertAborted(task);
    });
  }

  @Test
  void anExchangeThatTheFilterDidNotSeeIsRefused() {
    runner.run(context -> {
      ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/good"));
      assertThatIllegalStateException()
          .isThrownBy(() -> context.getBean(RequestTasks.class).spawn(exchange, Future.ready(1)))
          .withMessageContaining("filters of WebFlux");
    });
  }

  private static void assertAborted(JoinHandle<Void> task) {
    assertThatExceptionOfType(JoinException.class).isThrownBy(task::join).matches(JoinException::isCancelled);
  }

  private static Mono<Void> handle(ApplicationContext context, String path) {
    return context.getBean(HttpHandler.class).handle(MockServerHttpRequest.get(path).build(),
        new MockServerHttpResponse());
  }

  @RestController
  static class Requests {
    private final RequestTasks requestTasks;
    private final BlockingQueue<JoinHandle<Void>> tasks = new LinkedBlockingQueue<>();

    Requests(RequestTasks requestTasks) {
      this.requestTasks = requestTasks;
    }

    private void bind(ServerWebExchange exchange) {
      tasks.add(requestTasks.spawn(exchange, Future.<Void>pending()));
    }

    @GetMapping("/failing")
    String failing(ServerWebExchange exchange) {
      bind(exchange);
      throw new IllegalStateException("on purpose");
    }

    @GetMapping("/late")
    Mono<String> late(ServerWebExchange exchange) {
      bind(exchange);
      return Mono.<String>never().timeout(Duration.ofMillis(1));
    }

    @GetMapping("/conflict")
    ResponseEntity<String> conflict(ServerWebExchange exchange) {
      bind(exchange);
      return ResponseEntity.status(HttpStatus.CONFLICT).body("taken");
    }

    @GetMapping("/never")
    Future<String> never(ServerWebExchange exchange) {
      bind(exchange);
      return Future.pending();
    }

    @GetMapping("/good")
    Future<String> good(ServerWebExchange exchange) {
      bind(exchange);
      return Future.ready("good");
    }
  }
}
