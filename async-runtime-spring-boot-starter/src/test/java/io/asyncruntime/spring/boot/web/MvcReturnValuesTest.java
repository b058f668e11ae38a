package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.FutureController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Controllers of Spring MVC that return futures, over HTTP. */
@Timeout(60)
class MvcReturnValuesTest {
  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = RunningApp.of(List.of(FutureController.class), "async-runtime.name=first",
        "async-runtime.shutdown.timeout=100ms", "spring.mvc.async.request-timeout=100ms");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({"/value,200,polled by first", "/future-of-entity,202,accepted", "/entity-of-future,202,accepted",
      "/handle,200,spawned", "/nothing,200,''", "/failing,409,on purpose"})
  void theResultIsTheAnswer(String path, int status, String body) {
    HttpResponse<String> answer = app.getText(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void aTimeOutIsA503AndDropsTheFuture() throws Exception {
    assertThat(app.getText("/never").statusCode()).isEqualTo(503);
    app.context().getBean(FutureController.class).awaitDrop();
  }

  @Test
  void eachContextPollsWithItsOwnRuntime() {
    try (RunningApp second = second()) {
      assertThat(second.getText("/value").body()).isEqualTo("polled by second");
      assertThat(app.getText("/value").body()).isEqualTo("polled by first");
    }
    assertThat(app.getText("/value").body()).isEqualTo("polled by first");
    try (RunningApp third = second()) {
      assertThat(third.getText("/value").body()).isEqualTo("polled by second");
    }
  }

  private static RunningApp second() {
    return RunningApp.of(List.of(FutureController.class), "async-runtime.name=second");
  }
}
