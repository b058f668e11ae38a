package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeReactiveTypesAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeWebFluxAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Futures where nothing polls them: an error that says why, never an answer that looks like one. */
@Timeout(60)
class UnpolledFuturesTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String OFF = "async-runtime.enabled=false";

  @ParameterizedTest
  @ValueSource(strings = {"/future", "/nested", "/from-handler"})
  void mvcAnswersNothingOfThem(String path) {
    try (RunningApp app = RunningApp.of(List.of(Unpolled.class), OFF);
        LogLines log = new LogLines("ROOT")) {
      HttpResponse<String> answer = app.get(path);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("{}");
      assertThat(log.failures())
          .contains(path.equals("/from-handler") ? "nothing has polled" : "async-runtime.enabled");
    }
  }

  @Test
  void aHandlerThatRunsByItselfIsStillTheAnswer() {
    try (RunningApp app = RunningApp.of(List.of(Unpolled.class), OFF)) {
      assertThat(app.get("/value").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/future", "/mono"})
  void webFluxAnswersNothingOfThem(String path) {
    new ReactiveWebApplicationContextRunner().withConfiguration(AutoConfigurations.of(
        AsyncRuntimeAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
        AsyncRuntimeWebFluxAutoConfiguration.class, WebFluxAutoConfiguration.class))
        .withPropertyValues(OFF).withBean(Unpolled.class).run(context -> {
          MockServerHttpResponse answer = new MockServerHttpResponse();
          ThrowingCallable request = () -> context.getBean(HttpHandler.class)
              .handle(MockServerHttpRequest.get(path).build(), answer).block(SOON);
          assertThat(failureOf(request) == null ? answer.getStatusCode() : "thrown")
              .satisfiesAnyOf(it -> assertThat(it).isEqualTo("thrown"),
                  it -> assertThat(it).hasToString("500 INTERNAL_SERVER_ERROR"));
        });
  }

  @Test
  void anEventListenersFailureSaysWhy() {
    try (LogLines log = new LogLines("org.springframework.context")) {
      new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeReactiveTypesAutoConfiguration.class)).withPropertyValues(OFF).withBean(Listener.class)
          .run(context -> context.publishEvent("go"));
      assertThat(log.failures()).contains("async-runtime.enabled");
    }
  }

  private static @Nullable Throwable failureOf(ThrowingCallable call) {
    try {
      call.call();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  static class Listener {
    @EventListener
    Future<Integer> on(String event) {
      return Future.ready(event.length());
    }
  }

  @RestController
  static class Unpolled {
    @GetMapping("/value")
    int value() {
      return 1;
    }

    @GetMapping("/future")
    Future<Integer> future() {
      return Future.ready(1);
    }

    @GetMapping("/nested")
    CompletableFuture<Future<Integer>> nested() {
      return CompletableFuture.completedFuture(Future.ready(1));
    }

    @GetMapping("/mono")
    Mono<Future<Integer>> mono() {
      return Mono.just(Future.ready(1));
    }

    @GetMapping("/from-handler")
    int failing() {
      throw new IllegalArgumentException("on purpose");
    }

    @ExceptionHandler
    Future<Integer> handle(IllegalArgumentException failure) {
      return Future.ready(failure.getMessage().length());
    }
  }
}
