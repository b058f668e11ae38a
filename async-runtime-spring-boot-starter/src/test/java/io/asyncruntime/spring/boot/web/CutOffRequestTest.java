package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.FutureController;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request whose future is still pending when the application stops: it is cut off, and that is told once, by us. */
@Timeout(60)
class CutOffRequestTest {
  @Test
  void reactorHasNothingToSayOfARequestThatWasCutOff() {
    try (LogLines reactor = new LogLines("reactor")) {
      CompletableFuture<Integer> answer;
      try (RunningApp app = RunningApp.of(List.of(FutureController.class), "async-runtime.shutdown.timeout=20ms",
          "server.shutdown=graceful", "spring.lifecycle.timeout-per-shutdown-phase=50ms")) {
        answer = CompletableFuture.supplyAsync(() -> app.get("/never").statusCode());
        while (app.runtime().metrics().numAliveTasks() == 0) Thread.onSpinWait();
      }
      answer.handle((status, failure) -> status).join();
      assertThat(reactor.lines()).isEmpty();
    }
  }
}
