package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.task.EnterGuard;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.LogCapture;
import io.asyncruntime.testkit.PollProbe;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A runtime that nobody closes: it is ended when nobody can give it work any more, and not before. */
@Timeout(120)
class ForgottenRuntimeTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger stopped = new AtomicInteger();
  private final String name = "forgotten-" + NUMBER.incrementAndGet();
  private LogCapture log;

  @BeforeEach
  void listen() {
    log = LogCapture.of("io.asyncruntime.runtime");
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private AsyncRuntime.Builder builder(Flavor flavor, String runtimeName) {
    return flavor.builder().name(runtimeName).blockingThreadKeepAlive(Duration.ofDays(1))
        .onThreadStart(started::incrementAndGet).onThreadStop(stopped::incrementAndGet);
  }

  private List<String> warnings(String runtimeName) {
    return log.lines().stream().filter(line -> line.contains("\"" + runtimeName + "\" was forgotten")).toList();
  }

  private void awaitWarning(String runtimeName) {
    Latches.until("the log tells of " + runtimeName, () -> {
      System.gc();
      return !warnings(runtimeName).isEmpty();
    });
  }

  /** So that the collector has run, and the cleaner after it. */
  private void awaitAnother() {
    forget(Flavor.MULTI, name + "-beacon");
    awaitWarning(name + "-beacon");
  }

  /** Builds one that has nothing left to do, whose threads are there. */
  private void forget(Flavor flavor, String runtimeName) {
    AsyncRuntime runtime = builder(flavor, runtimeName).build();
    assertThat(runtime.blockOn(runtime.spawn(() -> 1))).isOne();
    assertThat(runtime.spawnBlocking(() -> 2).join()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void itsThreadsEndAndTheLogSaysOnceWhereItWasBuilt(Flavor flavor) {
    forget(flavor, name);
    awaitWarning(name);
    Latches.until("all threads have ended", () -> stopped.get() == started.get());
    assertThat(started).hasValueGreaterThanOrEqualTo(1);
    awaitAnother();
    assertThat(warnings(name)).singleElement().asString().startsWith("WARNING")
        .contains("It was built at io.asyncruntime.scenario.ForgottenRuntimeTest.forget(");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void itGoesOnAsLongAsATaskIsAliveAndEndsWithTheLastOne(long thresholdMillis) {
    PollProbe<String> waits = new PollProbe<>();
    CountDownLatch secondRuns = Latches.one();
    CountDownLatch mayEnd = Latches.one();
    WeakReference<AsyncRuntime> facade = serve(waits, secondRuns, mayEnd, thresholdMillis);
    Latches.until("nobody holds it", () -> {
      System.gc();
      return facade.get() == null;
    });
    awaitAnother();
    assertThat(warnings(name)).isEmpty();
    waits.complete("there is work");
    Latches.await(secondRuns);
    awaitAnother();
    assertThat(warnings(name)).isEmpty();
    mayEnd.countDown();
    awaitWarning(name);
    assertThat(warnings(name)).hasSize(1);
  }

  /** Fire and forget: a task that waits, spawns a job when it is woken, and ends before that. */
  private WeakReference<AsyncRuntime> serve(PollProbe<String> waits, CountDownLatch secondRuns, CountDownLatch mayEnd,
      long thresholdMillis) {
    AsyncRuntime runtime = builder(Flavor.MULTI, name).longPollThreshold(Duration.ofMillis(thresholdMillis)).build();
    runtime.spawn(() -> {
      Async.await(waits);
      assertThat(AsyncRuntime.current()).isSameAs(AsyncRuntime.current());
      assertThat(AsyncRuntime.current().name()).isEqualTo(name);
      Async.spawnBlocking(() -> {
        secondRuns.countDown();
        Latches.await(mayEnd);
        return null;
      }).drop();
    }).drop();
    return new WeakReference<>(runtime);
  }

  @Test
  void whatIsClosedIsNotForgotten() {
    builder(Flavor.MULTI, name).build().close();
    builder(Flavor.CURRENT, name).build().close();
    awaitAnother();
    assertThat(warnings(name)).isEmpty();
  }

  @Test
  void whoHoldsALaneAViewOrAnEntryHoldsTheRuntime() throws Exception {
    BlockingLane lane = builder(Flavor.MULTI, name).blockingLane("jdbc", 1, 1).build().blockingLane("jdbc");
    ExecutorService view = builder(Flavor.MULTI, name).build().asExecutorService();
    try (EnterGuard entered = builder(Flavor.MULTI, name).build().enter()) {
      awaitAnother();
      assertThat(warnings(name)).isEmpty();
      JoinHandle<Integer> task = Async.spawn(() -> 3);
      assertThat(task.join()).isEqualTo(3);
      assertThat(entered).isNotNull();
    }
    assertThat(lane.trySpawn(() -> 1).join()).isOne();
    assertThat(view.submit(() -> 2).get()).isEqualTo(2);
  }

  @Test
  void aRuntimeIsTheSameForAllWhoAskAsLongAsSomebodyHoldsIt() {
    AtomicReference<AsyncRuntime> kept = new AtomicReference<>();
    JoinHandle<Void> task = builder(Flavor.MULTI, name).build().spawn(() -> {
      kept.set(AsyncRuntime.current());
    });
    task.join();
    awaitAnother();
    assertThat(warnings(name)).isEmpty();
    AsyncRuntime runtime = kept.get();
    assertThat(runtime.blockOn(runtime.spawn(() -> AsyncRuntime.current() == runtime))).isTrue();
    runtime.close();
  }
}
