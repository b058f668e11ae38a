package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.DeadlineController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request of Spring MVC has a deadline: what is under way for it ends first, and then it is answered. */
@Timeout(60)
class MvcDeadlineTest {
  private static RunningApp app(String... properties) {
    return RunningApp.of(List.of(DeadlineController.class), properties);
  }

  private static void assertLate(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(RunningApp.json(answer).get("title").asString()).isEqualTo("Deadline passed");
    assertThat(RunningApp.json(answer).get("detail").asString()).contains("50 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"async-runtime.web.deadline=50ms", "spring.mvc.async.request-timeout=50ms"})
  void whatIsUnderWayEndsBeforeTheAnswer(String property) {
    try (RunningApp app = app(property)) {
      DeadlineController controller = app.context().getBean(DeadlineController.class);
      assertLate(app.get("/slow"));
      assertThat(controller.done()).containsExactly("ended");
      assertLate(app.get("/slow-handle"));
      assertThat(controller.done()).containsExactly("ended", "ended");
      assertLate(app.get("/late-lock"));
      assertThat(app.runtime().metrics().numAliveTasks()).isZero();
    }
  }

  @Test
  void theAnswerWaitsForASectionThatCannotBeCancelled() {
    try (RunningApp app = app("async-runtime.web.deadline=2s")) {
      assertThat(app.get("/section").statusCode()).isEqualTo(503);
      assertThat(app.context().getBean(DeadlineController.class).done()).containsExactly("recorded");
    }
  }

  @Test
  void theDeadlineIsInForceInTheControllerAndInItsFuture() {
    try (RunningApp app = app("async-runtime.web.deadline=1h")) {
      assertThat(app.get("/left").body()).isEqualTo("limited");
      assertThat(app.get("/left-handle").body()).isEqualTo("limited");
    }
  }

  @Test
  void aHeaderShortensItWhereOneIsNamed() {
    try (RunningApp app = app("async-runtime.web.deadline=1h", "async-runtime.web.deadline-header=X-Deadline")) {
      assertLate(app.get("/slow", "X-Deadline", "50"));
      assertLate(app.get("/slow", "x-deadline", "50ms"));
      assertThat(app.get("/left", "X-Deadline", "two seconds").body()).isEqualTo("limited");
      assertThat(app.get("/left", "X-Deadline", "2h").body()).isEqualTo("limited");
    }
  }

  @Test
  void aHeaderAloneIsEnough() {
    try (RunningApp app = app("async-runtime.web.deadline-header=X-Deadline")) {
      assertLate(app.get("/slow", "X-Deadline", "PT0.05S"));
      assertThat(app.get("/left").body()).isEqualTo("free");
      assertThat(app.get("/left", "X-Deadline", "-5").body()).isEqualTo("free");
    }
  }

  @Test
  void withoutEitherThereIsNone() {
    try (RunningApp app = app("async-runtime.web.deadline=", "async-runtime.web.deadline-header=")) {
      assertThat(app.get("/left", "X-Deadline", "50").body()).isEqualTo("free");
      assertThat(app.get("/left-handle").body()).isEqualTo("free");
    }
  }
}
