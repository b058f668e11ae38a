package io.asyncruntime.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.task.CancellationToken;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overview after the application has stopped names what the stop has cut. */
@Timeout(60)
class LastAnswerTest {
  @ParameterizedTest
  @ValueSource(strings = {"multi-thread", "current-thread"})
  void theLastAnswerNamesWhatWasCut(String flavor) throws Exception {
    RunningApp app = RunningApp.with("async-runtime.flavor=" + flavor, "async-runtime.task-tracking=timed",
        "async-runtime.shutdown.timeout=50ms");
    AsyncRuntimeEndpoint endpoint = app.context().getBean(AsyncRuntimeEndpoint.class);
    CancellationToken token = app.context().getBean(CancellationToken.class);
    assertThat(endpoint.overview().lastShutdown()).isNull();

    JoinHandle<Void> mail = app.runtime().spawn("mail", Future.<Void>pending());
    JoinHandle<String> listens = app.runtime().spawn("listens", token.cancelled().map(nothing -> "ended"));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    JoinHandle<Void> job = app.runtime().spawnBlocking("report", () -> {
      running.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    });
    running.await();
    app.close();

    assertThat(listens.join()).isEqualTo("ended");
    interrupted.await();
    RuntimeAnswer.Shutdown last = endpoint.overview().lastShutdown();
    assertThat(last).isNotNull();
    assertThat(last.droppedTasks()).isPositive();
    assertThat(last.cutOff()).extracting(TaskAnswer::id).containsExactlyInAnyOrder(mail.id().value(), job.id().value());
    assertThat(last.cutOff()).filteredOn(task -> task.name().equals("mail")).singleElement().satisfies(task -> {
      assertThat(task.age()).isPositive();
      assertThat(task.spawnedAt()).contains("LastAnswerTest");
      assertThat(task.waitingOn()).isNotEmpty();
    });
    assertThat(last.stillRunning()).allSatisfy(task -> assertThat(task.name()).isEqualTo("report"));
  }
}
