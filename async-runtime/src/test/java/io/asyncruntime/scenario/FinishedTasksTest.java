package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.FinishedTask;
import io.asyncruntime.metrics.FinishedTask.Outcome;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.testkit.Latches;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What failed a minute ago. */
@Timeout(60)
class FinishedTasksTest {
  private static void end(JoinHandle<?> task) {
    try {
      task.join();
    } catch (JoinException expected) {
      assertThat(expected).isNotNull();
    }
  }

  @Test
  void eachEndIsToldNewestFirst() {
    Instant before = Instant.now().minusSeconds(1);
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).finishedTasks(10).build()) {
      end(runtime.spawn("gives", Future.ready("a secret")));
      end(runtime.spawn("fails", Future.failed(new FileNotFoundException("a secret"))));
      JoinHandle<Void> never = runtime.spawn("never", Future.<Void>pending());
      never.abort();
      end(never);
      end(runtime.spawnBlocking("job", () -> 1));
      List<FinishedTask> told = runtime.finishedTasks();
      assertThat(told).extracting(FinishedTask::name, FinishedTask::kind, FinishedTask::outcome, FinishedTask::failure)
          .containsExactly(tuple("job", TaskKind.BLOCKING, Outcome.COMPLETED, ""),
              tuple("never", TaskKind.ASYNC, Outcome.CANCELLED, ""),
              tuple("fails", TaskKind.ASYNC, Outcome.PANICKED, FileNotFoundException.class.getName()),
              tuple("gives", TaskKind.ASYNC, Outcome.COMPLETED, ""));
      assertThat(told).allSatisfy(task -> {
        assertThat(task.endedAt()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(task.lived()).isBetween(Duration.ZERO, Duration.ofSeconds(60));
      });
      assertThat(told.toString()).doesNotContain("secret");
    }
  }

  @Test
  void theOldestMakesPlace() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).finishedTasks(3).build()) {
      for (int i = 0; i < 8; i++) {
        end(runtime.spawn("task " + i, Future.ready(i)));
      }
      assertThat(runtime.finishedTasks()).extracting(FinishedTask::name)
          .containsExactly("task 7", "task 6", "task 5");
    }
  }

  @Test
  void thoseOfALocalSetCountToo() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().finishedTasks(3).build()) {
      LocalSet set = new LocalSet();
      runtime.blockOn(set.runUntil(set.spawnLocal("local", Future.ready(1))));
      assertThat(runtime.finishedTasks()).extracting(FinishedTask::name, FinishedTask::kind)
          .containsExactly(tuple("local", TaskKind.LOCAL));
    }
  }

  @Test
  void manyThreadsWriteAtATime() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(4).finishedTasks(500).build()) {
      List<JoinHandle<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        tasks.add(runtime.spawn("task " + i, Future.ready(i)));
      }
      tasks.forEach(JoinHandle::join);
      Latches.until("all are told", () -> runtime.finishedTasks().size() == 500);
      assertThat(runtime.finishedTasks()).extracting(FinishedTask::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void thereAreNoneUnlessAskedFor() {
    try (AsyncRuntime runtime = AsyncRuntime.create()) {
      end(runtime.spawn(Future.ready(1)));
      assertThat(runtime.finishedTasks()).isEmpty();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> AsyncRuntime.multiThread().finishedTasks(-1))
        .withMessageContaining("finishedTasks").withMessageContaining("-1");
  }
}
