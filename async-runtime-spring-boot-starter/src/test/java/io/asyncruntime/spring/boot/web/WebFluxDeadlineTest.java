package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeWebFluxAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.DeadlineController;
import java.time.Duration;
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
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/** As in Spring MVC, through the whole handler chain of WebFlux. */
@Timeout(60)
class WebFluxDeadlineTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
          AsyncRuntimeWebFluxAutoConfiguration.class, WebFluxAutoConfiguration.class))
      .withPropertyValues("async-runtime.shutdown.timeout=100ms").withBean(DeadlineController.class);

  private static MockServerHttpResponse get(ApplicationContext context, String path, String... header) {
    MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get(path);
    if (header.length > 0) {
      request.header(header[0], header[1]);
    }
    MockServerHttpResponse answer = new MockServerHttpResponse();
    context.getBean(HttpHandler.class).handle(request.build(), answer).block(SOON);
    return answer;
  }

  private static String body(MockServerHttpResponse answer) {
    return answer.getBodyAsString().block(SOON);
  }

  private static void assertLate(MockServerHttpResponse answer) {
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(body(answer)).contains("Deadline passed").contains("50 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"async-runtime.web.deadline=50ms", "spring.mvc.async.request-timeout=50ms"})
  void whatIsUnderWayEndsBeforeTheAnswer(String property) {
    runner.withPropertyValues(property).run(context -> {
      DeadlineController controller = context.getBean(DeadlineController.class);
      assertLate(get(context, "/slow"));
      assertThat(controller.done()).containsExactly("ended");
      assertLate(get(context, "/slow-handle"));
      assertThat(controller.done()).containsExactly("ended", "ended");
      assertLate(get(context, "/late-lock"));
      assertThat(context.getBean(AsyncRuntime.class).metrics().numAliveTasks()).isZero();
    });
  }

  @Test
  void theAnswerWaitsForASectionThatCannotBeCancelled() {
    runner.withPropertyValues("async-runtime.web.deadline=2s").run(context -> {
      assertThat(get(context, "/section").getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
      assertThat(context.getBean(DeadlineController.class).done()).containsExactly("recorded");
    });
  }

  @Test
  void aHeaderShortensIt() {
    runner.withPropertyValues("async-runtime.web.deadline=1h", "async-runtime.web.deadline-header=X-Deadline")
        .run(context -> {
          assertThat(body(get(context, "/left"))).isEqualTo("limited");
          assertLate(get(context, "/slow", "X-Deadline", "50"));
        });
  }

  @Test
  void withoutEitherThereIsNone() {
    runner.run(context -> assertThat(body(get(context, "/left", "X-Deadline", "50"))).isEqualTo("free"));
  }
}
