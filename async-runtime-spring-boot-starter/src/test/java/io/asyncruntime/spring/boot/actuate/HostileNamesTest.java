package io.asyncruntime.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.spring.boot.metrics.AsyncRuntimeMeters;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that somebody sent us, through every surface that shows names. */
@Timeout(120)
class HostileNamesTest {
  private static final String FORGED = "x\r\n2026-01-01 ERROR forged line\u001b[31m\u202e<script>alert(1)</script>\"}";

  private static RunningApp app;

  static Stream<String> names() {
    return Stream.of(FORGED, "\u202egnp.exe\u2066\u200b", "a\0b\u0085c\u2028d\u2029e", "tag\udb40\udc41\ud800half",
        "\"},\"x\":{\"", "<img src=x onerror=alert(1)>", "n".repeat(10_000_000), "\ud83d\ude00".repeat(5_000_000));
  }

  @BeforeAll
  static void start() {
    app = RunningApp.with("async-runtime.shutdown.timeout=20ms", "management.endpoint.asynctasks.access=unrestricted",
        "async-runtime.observations.enabled=true",
        "management.info.async-runtime.enabled=true", "management.endpoint.health.show-details=always");
  }

  /** Every surface of the starter, while a task, a mutex and a panic of that name are there. */
  @ParameterizedTest
  @MethodSource("names")
  void nothingThatIsAnsweredIsBrokenByAName(String name) {
    JoinHandle<Void> task = app.runtime().spawn(name, Future.<Void>pending());
    JoinHandle<Object> failing = app.runtime().spawn(name, Future.failed(new IllegalStateException("planned")));
    assertThatExceptionOfType(JoinException.class).isThrownBy(failing::join)
        .satisfies(failure -> assertOneLine(failure.getMessage()));
    // Too long a name is refused; but some mutex must be held, or there is no meter of mutexes once the others are collected.
    Object mutex = app.runtime().mutex(name.length() > 256 ? "orders" : name, 0);
    app.context().getBean(AsyncRuntimeMeters.class).refresh();
    for (String path : List.of("asynctasks", "asynctasks/" + task.id(), "asyncmutexes", "asyncruntime", "asyncworkers",
        "health", "info", "metrics", "metrics/async.runtime.panics", "metrics/async.runtime.mutex.waiting",
        "metrics/async.runtime.task")) {
      HttpResponse<String> answer = app.get("/actuator/" + path);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).as(path).contains("json");
      assertThat(RunningApp.json(answer).isObject()).as(path).isTrue();
      assertThat(answer.body().length()).as(path).isLessThan(100_000);
      assertOneLine(answer.body());
    }
    for (String path : List.of("asynctasks", "prometheus")) {
      HttpResponse<String> answer = app.getText("/actuator/" + path);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).as(path).startsWith("text/plain");
      assertThat(answer.body().length()).as(path).isLessThan(500_000);
      assertThat(answer.body().lines()).allSatisfy(HostileNamesTest::assertOneLine);
    }
    assertThat(String.valueOf(mutex)).hasSizeLessThan(2000);
    HttpResponse<String> aborted = app.delete("/actuator/asynctasks/" + task.id());
    assertThat(RunningApp.json(aborted).get("id").asLong()).isEqualTo(task.id().value());
    assertOneLine(aborted.body());
  }

  /** What a browser shows is JSON or text, or a page without what was asked for. */
  @ParameterizedTest
  @ValueSource(
      strings = {"asynctasks/%3Cscript%3E", "asyncmutexes/%3Cscript%3E", "asyncmutexes/%0d%0ax",
          "asyncworkers/%3Cscript%3E",
          "asynctasks?status=%3Cscript%3E", "asynctasks?minAge=%3Cscript%3E", "asynctasks?limit=%3Cscript%3E",
          "asynctasks?name=%3Cscript%3E%0d%0a"})
  void whatWasAskedForIsNotEchoed(String path) {
    HttpResponse<String> answer = app.getHtml("/actuator/" + path);
    assertThat(answer.statusCode()).isIn(200, 400, 404);
    assertThat(answer.body()).doesNotContain("<script>");
    assertThat(answer.headers().map().values().toString()).doesNotContain("script");
  }

  @Test
  void whatATaskWorksOnIsNotShown() {
    String secret = "card kx4711q 0815"; // letters in it: a figure such as free disk space may well contain 4711
    Mutex<String> mutex = app.runtime().mutex("cards", secret);
    try (Mutex.Guard<String> guard = app.runtime().blockOn(mutex.lock())) {
      JoinHandle<String> task = app.runtime().spawn("charge", mutex.lock().map(held -> secret + held.get()));
      JoinHandle<Object> failing = app.runtime().spawn("fails", Future.failed(new IllegalStateException(secret)));
      assertThatExceptionOfType(JoinException.class).isThrownBy(failing::join);
      for (String path : List.of("asynctasks", "asynctasks/" + task.id(), "asyncmutexes", "asyncruntime",
          "asyncworkers", "health", "info")) {
        assertThat(app.get("/actuator/" + path).body()).doesNotContain("kx4711q");
      }
      assertThat(app.getText("/actuator/asynctasks").body()).contains("charge").doesNotContain("kx4711q");
      assertThat(app.getText("/actuator/prometheus").body()).doesNotContain("kx4711q");
      assertThat(guard.get()).isEqualTo(secret);
      task.abort();
    }
  }

  private static void assertOneLine(String text) {
    assertThat(text.codePoints()).noneMatch(c -> Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR || Character.getType(c) == Character.SURROGATE);
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
