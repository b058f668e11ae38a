package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tasks that live with their request, over HTTP. */
@Timeout(60)
class RequestTasksTest {
  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = RunningApp.of(List.of(Requests.class), "async-runtime.shutdown.timeout=20ms",
        "spring.mvc.async.request-timeout=100ms");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({"/bound-then-failing,500", "/bound-then-late,503"})
  void aFailedRequestAbortsItsTasks(String path, int status) throws Exception {
    assertThat(app.getText(path).statusCode()).isEqualTo(status);
    JoinHandle<Void> task = requests().tasks.take();
    assertThatExceptionOfType(JoinException.class).isThrownBy(task::join).matches(JoinException::isCancelled);
  }

  @Test
  void aGoodAnswerLeavesThemRunning() throws Exception {
    assertThat(app.getText("/bound-then-good").statusCode()).isEqualTo(200);
    JoinHandle<Void> task = requests().tasks.take();
    assertThat(app.actuator("asynctasks/" + task.id()).get("task").get("name").asString()).isEmpty();
    task.abort();
  }

  @Test
  void outsideARequestItSaysSo() {
    RequestTasks tasks = app.context().getBean(RequestTasks.class);
    assertThatIllegalStateException().isThrownBy(() -> tasks.spawn(Future.ready(1)))
        .withMessageContaining("request");
  }

  @Test
  void aTaskThatComesAfterTheEndIsAborted() {
    RequestTasks.Bound bound = new RequestTasks.Bound();
    bound.abortAll();
    JoinHandle<Void> late = bound.bind(app.runtime().spawn(Future.<Void>pending()));
    assertThatExceptionOfType(JoinException.class).isThrownBy(late::join).matches(JoinException::isCancelled);
  }

  private static Requests requests() {
    return app.context().getBean(Requests.class);
  }

  @RestController
  static class Requests {
    private final RequestTasks requestTasks;
    private final BlockingQueue<JoinHandle<Void>> tasks = new LinkedBlockingQueue<>();

    Requests(RequestTasks requestTasks) {
      this.requestTasks = requestTasks;
    }

    @GetMapping("/bound-then-failing")
    String failing() {
      tasks.add(requestTasks.spawn(Future.<Void>pending()));
      throw new IllegalStateException("on purpose");
    }

    @GetMapping("/bound-then-late")
    Future<String> late() {
      tasks.add(requestTasks.spawn(Future.<Void>pending()));
      return Future.pending();
    }

    @GetMapping("/bound-then-good")
    Future<String> good() {
      tasks.add(requestTasks.spawn(Future.<Void>pending()));
      return Future.ready("good");
    }
  }
}
