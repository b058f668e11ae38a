package io.asyncruntime.spring.boot.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.PlainController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests cannot be tasks, they stay as they are, and the log says why. */
@Timeout(60)
class RefusedRequestsTest {
  @ParameterizedTest
  @CsvSource({"async-runtime.await-engine=handoff, fast await engine",
      "async-runtime.flavor=current-thread, one thread"})
  void aRuntimeThatCannotCarryThemLeavesThemAlone(String property, String reason) {
    try (RunningApp app = RunningApp.of(List.of(PlainController.class), property,
        "async-runtime.web.requests-as-tasks=true"); LogLines log = new LogLines(RequestExecutor.class)) {
      assertThat(new RequestExecutor(app.runtime()).isUsable()).isFalse(); // as Tomcat was told
      assertThat(app.get("/who").body()).doesNotContain("GET /who").contains("http-nio");
      assertThat(log.lines()).singleElement().asString().startsWith("WARN").contains(reason);
    }
  }

  @Test
  void theDefaultIsWhatSpringBootDoes() {
    try (RunningApp app = RunningApp.of(List.of(PlainController.class))) {
      assertThat(app.get("/who").body()).contains("http-nio");
      assertThat(app.get("/handle").body()).isEqualTo("{\"item\":\"handle\",\"cents\":1}");
    }
  }
}
