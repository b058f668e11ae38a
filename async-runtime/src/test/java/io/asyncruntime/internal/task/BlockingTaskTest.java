package io.asyncruntime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A blocking job, run by a thread of the test. */
@Timeout(60)
class BlockingTaskTest {
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final RecordingWaker joiner = new RecordingWaker();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private <T> BlockingTask<T> job(Callable<T> body) {
    BlockingTask<T> task = new BlockingTask<>(body, scheduler, 0, HandTurnedScheduler.extras("job"));
    scheduler.owned.bind(task, null);
    return task;
  }

  @Test
  void aJobGivesItsValue() throws Exception {
    BlockingTask<String> task = job(() -> "x");
    assertThat(task.info(5).status()).isEqualTo(TaskStatus.SCHEDULED);
    task.run(Ambient.current(), 1);
    assertThat(task.pollJoin(joiner).value()).isEqualTo("x");
    assertThat(scheduler.journal()).containsExactly("released COMPLETED");
  }

  @Test
  void anAbortBeforeTheStartMeansThatItNeverRuns() {
    BlockingTask<String> task = job(() -> {
      throw new AssertionError("it ran");
    });
    task.abort();
    task.abort();
    assertThat(task.isFinished()).isTrue();
    task.run(Ambient.current(), 1);
    assertCancelled(task);
    assertThat(scheduler.journal()).containsExactly("released CANCELLED");
  }

  @Test
  void anAbortOfARunningJobInterruptsItAndTheHandleWaitsForTheRealEnd() throws Exception {
    BlockingTask<String> task = job(() -> {
      inside.countDown();
      try {
        new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        return "not interrupted";
      } catch (InterruptedException expected) {
        release.await();
        throw expected;
      }
    });
    Thread thread = start(task);
    inside.await();
    task.abort();
    assertThat(task.pollJoin(joiner).isReady()).as("it has not ended").isFalse();
    assertThat(task.info(1)).satisfies(info -> {
      assertThat(info.status()).isEqualTo(TaskStatus.RUNNING);
      assertThat(info.kind()).isEqualTo(TaskKind.BLOCKING);
      assertThat(info.name()).isEqualTo("job");
      assertThat(info.stack()).anyMatch(frame -> frame.contains("BlockingTaskTest"));
    });
    release.countDown();
    joiner.awaitWake();
    assertCancelled(task);
    thread.join();
  }

  @Test
  void aJobThatReturnsAfterTheInterruptKeepsItsValue() throws Exception {
    BlockingTask<String> task = job(() -> {
      inside.countDown();
      try {
        new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        return "not interrupted";
      } catch (InterruptedException stop) {
        return "value";
      }
    });
    Thread thread = start(task);
    inside.await();
    task.abort();
    thread.join();
    assertThat(task.pollJoin(joiner).value()).isEqualTo("value");
  }

  @Test
  void aJobThatHasFailedBeforeTheAbortHasFailed() {
    IllegalArgumentException thrown = new IllegalArgumentException("bad");
    BlockingTask<String> task = job(() -> {
      throw thrown;
    });
    task.run(Ambient.current(), 1, task::abort); // between the end of the job and that of the task
    assertThatExceptionOfType(JoinException.class).isThrownBy(() -> task.pollJoin(joiner)).withCause(thrown);
  }

  @Test
  void theInterruptDoesNotReachTheNextJobOfTheThread() {
    BlockingTask<Boolean> first = job(() -> {
      Thread.currentThread().interrupt();
      return true;
    });
    first.run(Ambient.current(), 1);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aFailureWithoutAnAbortIsAPanic() {
    IllegalArgumentException thrown = new IllegalArgumentException("bad");
    BlockingTask<String> task = job(() -> {
      throw thrown;
    });
    task.run(Ambient.current(), 1);
    assertThatExceptionOfType(JoinException.class)
        .isThrownBy(() -> task.pollJoin(joiner))
        .withCause(thrown)
        .satisfies(failure -> assertThat(failure.isPanic()).isTrue());
    assertThat(scheduler.journal()).containsExactly("panicked bad", "released PANICKED");
  }

  private static Thread start(BlockingTask<?> task) {
    Thread thread = new Thread(() -> task.run(Ambient.current(), 1), "job-thread");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void assertCancelled(BlockingTask<?> task) {
    assertThatExceptionOfType(JoinException.class)
        .isThrownBy(() -> task.pollJoin(joiner))
        .satisfies(failure -> assertThat(failure.isCancelled()).isTrue());
  }
}
