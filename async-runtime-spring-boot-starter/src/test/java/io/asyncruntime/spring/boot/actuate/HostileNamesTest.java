package io.asyncruntime.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.spring.boot.metrics.AsyncRuntimeMeters;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinHandle;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that somebody sent us, through every surface that shows names. */
@Timeout(120)
class HostileNamesTest {
  private static final String FORGED = "x\r\n2026-01-01 ERROR forged line\u001b[31m\u202e<script>alert(1)</script>\"}";

  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = RunningApp.with("async-runtime.shutdown.timeout=20ms");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/asynctasks", "/actuator/asyncmutexes", "/actuator/asyncruntime"})
  void endpointsAnswerWithOneLineOfJson(String path) {
    JoinHandle<Void> task = app.runtime().spawn(FORGED, Future.<Void>pending());
    Mutex<Integer> mutex = app.runtime().mutex(FORGED, 0);
    HttpResponse<String> answer = app.get(path);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains("json");
    assertThat(RunningApp.json(answer).isObject()).isTrue();
    assertThat(answer.body()).doesNotContain("\r", "\n", "\u001b", "\u202e");
    assertThat(mutex.metrics().locked()).isFalse();
    task.abort();
  }

  @Test
  void theDumpKeepsATaskOnALineAndIsText() {
    JoinHandle<Void> task = app.runtime().spawn(FORGED, Future.<Void>pending());
    HttpResponse<String> dump = app.getText("/actuator/asynctasks");
    assertThat(dump.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(dump.body().lines()).filteredOn(line -> line.contains("forged line")).singleElement().asString()
        .startsWith("task " + task.id()).doesNotContain("\u001b", "\u202e");
    task.abort();
  }

  @Test
  void aNameOfTenMegabytesIsShownInPart() {
    JoinHandle<Void> task = app.runtime().spawn("n".repeat(10_000_000), Future.<Void>pending());
    assertThat(app.get("/actuator/asynctasks/" + task.id()).body()).hasSizeLessThan(10_000).contains("nnn");
    assertThat(app.getText("/actuator/asynctasks").body()).hasSizeLessThan(100_000);
    task.abort();
  }

  @Test
  void metersKeepTheirLines() {
    Mutex<Integer> mutex = app.runtime().mutex(FORGED, 0);
    app.context().getBean(AsyncRuntimeMeters.class).refresh();
    assertThat(app.getText("/actuator/prometheus").body().lines()).filteredOn(line -> line.contains("forged line"))
        .isNotEmpty().allMatch(line -> line.startsWith("async_runtime_mutex_"));
    assertThat(mutex.metrics().waiting()).isZero();
  }

  @Test
  void theLogOfTheStopKeepsATaskOnALine() {
    RunningApp other = RunningApp.with("async-runtime.shutdown.timeout=20ms");
    JoinHandle<Void> task = other.runtime().spawn(FORGED, Future.<Void>pending());
    try (LogLines log = new LogLines(AsyncRuntimeLifecycle.class)) {
      other.close();
      assertThat(log.lines()).filteredOn(line -> line.contains("task " + task.id() + " ")).isNotEmpty()
          .allSatisfy(
              line -> assertThat(line).contains("\\u000d\\u000a").doesNotContain("\r", "\n", "\u001b", "\u202e"));
    }
  }
}
