package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.BlockingLane;
import io.asyncruntime.spring.boot.testkit.GatedController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.task.JoinHandle;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lane that refuses reaches the client as a 503 that says when to come again. */
@Timeout(120)
class RefusedWorkTest {
  @ParameterizedTest
  @ValueSource(strings = {"servlet", "reactive"})
  void aLaneThatIsFullIsServiceUnavailable(String web) throws Exception {
    try (RunningApp app = RunningApp.of(List.of(GatedController.class), "spring.main.web-application-type=" + web,
        "async-runtime.blocking.lanes.jdbc.max-threads=1", "async-runtime.blocking.lanes.jdbc.queue-capacity=0",
        "async-runtime.blocking.lanes.jdbc.max-waiting=0")) {
      BlockingLane lane = app.runtime().blockingLane("jdbc");
      CountDownLatch open = new CountDownLatch(1);
      JoinHandle<Boolean> held = lane.trySpawn(() -> {
        open.await();
        return true;
      });
      HttpResponse<String> refused = app.get("/lane");
      open.countDown();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
      assertThat(RunningApp.json(refused).get("title").asString()).isEqualTo("Too much to do");
      assertThat(lane.metrics().rejected()).isEqualTo(1);
      assertThat(held.join()).isTrue();
      assertThat(app.get("/lane").body()).isEqualTo("in lane");
    }
  }
}
