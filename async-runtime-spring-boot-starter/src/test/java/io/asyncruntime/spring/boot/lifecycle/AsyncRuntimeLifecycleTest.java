package io.asyncruntime.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.task.CancellationToken;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncRuntimeLifecycleTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @Test
  void itStopsAfterTheWebServerAndTheExecutors() {
    assertThat(AsyncRuntimeLifecycle.PHASE).isLessThan(Integer.MAX_VALUE / 2).isGreaterThan(0);
    try (AsyncRuntime runtime = multiThread()) {
      assertThat(lifecycle(runtime, LONG).getPhase()).isEqualTo(AsyncRuntimeLifecycle.PHASE);
    }
  }

  @Test
  void theStartAddsNothingToTheLineOfTheRuntime() {
    try (LogLines log = new LogLines(AsyncRuntimeLifecycle.class); AsyncRuntime runtime = multiThread()) {
      lifecycle(runtime, LONG).start();
      assertThat(log.lines()).noneMatch(line -> line.startsWith("INFO"));
    }
  }

  @Test
  void stopDoesNotHoldUpItsCaller() throws Exception {
    AsyncRuntimeLifecycle lifecycle = started(multiThread(), LONG);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    JoinHandle<Void> job = runtimeOf(lifecycle).spawnBlocking(() -> {
      running.countDown();
      release.await();
    });
    running.await();
    lifecycle.stop(() -> stopped.complete(null));
    assertThat(stopped).isNotDone();
    release.countDown();
    stopped.join();
    assertThat(job.join()).isNull();
    assertThat(lifecycle.isRunning()).isFalse();
    assertThat(lifecycle.report()).hasValueSatisfying(report -> assertThat(report.clean()).isTrue());
  }

  @Test
  void tasksMayFinishBeforeTheRuntimeEnds() {
    AsyncRuntimeLifecycle lifecycle = started(multiThread(), LONG);
    CompletableFuture<String> slow = new CompletableFuture<>();
    JoinHandle<String> task = runtimeOf(lifecycle).spawn(Future.from(slow));
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    lifecycle.stop(() -> stopped.complete(null));
    assertThat(stopped).isNotDone();
    slow.complete("done");
    stopped.join();
    assertThat(task.join()).isEqualTo("done");
  }

  @Test
  void theTimeInWhichTasksFinishedCounts() {
    CancellationToken token = new CancellationToken();
    CompletableFuture<Void> slow = new CompletableFuture<>();
    AsyncRuntime runtime = multiThread();
    AsyncRuntimeLifecycle lifecycle = new AsyncRuntimeLifecycle(runtime, token, new LifecycleSettings(LONG,
        Duration.ofSeconds(60), CurrentThreadDriver.DEDICATED, "test-"), event -> {
        });
    lifecycle.start();
    JoinHandle<Void> task = runtime.spawn(Future.from(slow));
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    CompletableFuture<Void> stopping = runtime.spawn(token.cancelled()).toCompletableFuture();
    lifecycle.stop(() -> stopped.complete(null));
    stopping.join();
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < 20_000_000) Thread.onSpinWait();
    Duration waited = Duration.ofNanos(System.nanoTime() - begun);
    slow.complete(null);
    stopped.join();
    assertThat(task.isFinished()).isTrue();
    assertThat(lifecycle.report().orElseThrow().took()).isGreaterThanOrEqualTo(waited);
  }

  @Test
  void whatIsCutOffIsNamed() {
    try (LogLines log = new LogLines(AsyncRuntimeLifecycle.class)) {
      AsyncRuntimeLifecycle lifecycle = started(multiThread(), Duration.ofMillis(20));
      JoinHandle<Void> task = runtimeOf(lifecycle).spawn("mail\n7", Future.<Void>pending());
      lifecycle.stop();
      assertThatExceptionOfType(JoinException.class).isThrownBy(task::join).matches(JoinException::isCancelled);
      assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN Async runtime 'async-runtime' stopped in "));
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("WARN Cut off: task " + task.id() + " 'mail\\u000a7', async, age "));
    }
  }

  @Test
  void anInterruptedBlockingJobIsReported() throws Exception {
    AsyncRuntimeLifecycle lifecycle = started(multiThread(), Duration.ofMillis(20));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    runtimeOf(lifecycle).spawnBlocking("report", () -> {
      running.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    });
    running.await();
    lifecycle.stop();
    interrupted.await();
    assertThat(lifecycle.report()).hasValueSatisfying(
        report -> assertThat(report.stillRunning()).allSatisfy(task -> assertThat(task.name()).isEqualTo("report")));
  }

  @Test
  void whoeverInterruptsTheStopShortensItAndStillHearsWhatWasCutOff() {
    AsyncRuntimeLifecycle lifecycle = started(multiThread(), LONG);
    JoinHandle<Void> task = runtimeOf(lifecycle).spawn("unfinished", Future.<Void>pending());
    Thread.currentThread().interrupt();
    lifecycle.stop();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(task.isFinished()).isTrue();
    assertThat(lifecycle.stopped().orElseThrow().cutOff()).singleElement().returns("unfinished", TaskInfo::name);
  }

  @Test
  void aTaskThatListensToTheTokenEndsByItself() {
    CancellationToken token = new CancellationToken();
    AsyncRuntime runtime = multiThread();
    List<Object> events = new ArrayList<>();
    AsyncRuntimeLifecycle lifecycle = new AsyncRuntimeLifecycle(runtime, token, new LifecycleSettings(LONG,
        Duration.ofSeconds(60), CurrentThreadDriver.DEDICATED, "test-"), events::add);
    lifecycle.start();
    JoinHandle<String> task = runtime.spawn(token.cancelled().map(nothing -> "ended"));
    lifecycle.stop();
    assertThat(task.join()).isEqualTo("ended");
    assertThat(events).singleElement().isInstanceOfSatisfying(RuntimeStoppedEvent.class, event -> {
      assertThat(event.report().clean()).isTrue();
      assertThat(event.cutOff()).isEmpty();
    });
  }

  @Test
  void aTimeoutAsLongAsThePhaseIsWarnedOf() {
    try (LogLines log = new LogLines(AsyncRuntimeLifecycle.class); AsyncRuntime runtime = multiThread()) {
      lifecycle(runtime, Duration.ofSeconds(60)).start();
      assertThat(log.lines()).first().asString().startsWith("WARN async-runtime.shutdown.timeout (60000 ms) is not "
          + "below spring.lifecycle.timeout-per-shutdown-phase (60000 ms)");
    }
  }

  @Test
  void aStoppedRuntimeDoesNotStartAgain() {
    AsyncRuntimeLifecycle lifecycle = started(multiThread(), LONG);
    lifecycle.stop();
    assertThatIllegalStateException().isThrownBy(lifecycle::start).withMessageContaining("refresh");
  }

  @Test
  void stoppingTwiceCallsBackTwice() {
    AsyncRuntimeLifecycle lifecycle = started(multiThread(), LONG);
    lifecycle.stop();
    CompletableFuture<Void> again = new CompletableFuture<>();
    lifecycle.stop(() -> again.complete(null));
    assertThat(again).isDone();
  }

  @Test
  void aDedicatedDriverAdvancesTheTasksOfACurrentThreadRuntime() {
    AsyncRuntimeLifecycle lifecycle = started(AsyncRuntime.currentThread().build(), LONG);
    JoinHandle<String> task =
        runtimeOf(lifecycle).spawn(Future.lazy(() -> Future.ready(Thread.currentThread().getName())));
    assertThat(task.join()).isEqualTo("test-driver");
    lifecycle.stop();
    assertThat(lifecycle.report()).hasValueSatisfying(report -> assertThat(report.clean()).isTrue());
  }

  @Test
  void withoutADriverTasksWaitForACaller() {
    AsyncRuntime runtime = AsyncRuntime.currentThread().build();
    AsyncRuntimeLifecycle lifecycle = lifecycle(runtime, LONG, CurrentThreadDriver.CALLER);
    lifecycle.start();
    JoinHandle<Integer> task = runtime.spawn(Future.ready(7));
    assertThat(task.isFinished()).isFalse();
    assertThat(runtime.blockOn(task)).isEqualTo(7);
    JoinHandle<Void> frozen = runtime.spawn("frozen", Future.<Void>pending());
    lifecycle.stop();
    assertThat(frozen.isFinished()).isTrue();
    assertThat(lifecycle.stopped().orElseThrow().cutOff()).singleElement().returns("frozen", TaskInfo::name);
  }

  private static AsyncRuntime multiThread() {
    return AsyncRuntime.multiThread().workerThreads(2).build();
  }

  private static AsyncRuntimeLifecycle started(AsyncRuntime runtime, Duration timeout) {
    AsyncRuntimeLifecycle lifecycle = lifecycle(runtime, timeout);
    lifecycle.start();
    return lifecycle;
  }

  private static AsyncRuntimeLifecycle lifecycle(AsyncRuntime runtime, Duration timeout) {
    return lifecycle(runtime, timeout, CurrentThreadDriver.DEDICATED);
  }

  private static AsyncRuntimeLifecycle lifecycle(AsyncRuntime runtime, Duration timeout, CurrentThreadDriver driver) {
    return new AsyncRuntimeLifecycle(runtime, new CancellationToken(),
        new LifecycleSettings(timeout, Duration.ofSeconds(60), driver, "test-"), event -> {
        });
  }

  private static AsyncRuntime runtimeOf(AsyncRuntimeLifecycle lifecycle) {
    return lifecycle.runtime();
  }
}
