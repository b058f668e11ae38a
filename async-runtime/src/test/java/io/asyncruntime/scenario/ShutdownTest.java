package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.UnhandledPanic;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.EnterGuard;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.task.TaskLocal;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a runtime: in order, and nobody is left waiting. */
@Timeout(120)
class ShutdownTest {
  private static final int ROUNDS = "long".equals(System.getProperty("stress")) ? 20_000 : 40;
  private static final int MOST_SPAWNED = 2_000;

  private static void assertCancelled(JoinHandle<?> handle) {
    assertThatExceptionOfType(JoinException.class)
        .isThrownBy(handle::join)
        .satisfies(failure -> assertThat(failure.isCancelled()).isTrue());
  }

  /** Found by a random program: no worker was left to let the timer fire, and the end waited for the poll before it let the timers fail. */
  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void aPollThatBlocksInPlaceOnATimerIsNotWaitedForInVain(long threshold) {
    AsyncRuntime runtime =
        AsyncRuntime.multiThread().workerThreads(2).longPollThreshold(Duration.ofMillis(threshold)).build();
    CountDownLatch blocks = Latches.one();
    JoinHandle<Void> task = runtime.spawn(Future.lazy(() -> {
      blockInPlace(() -> {
        blocks.countDown();
        runtime.blockOn(sleep(Duration.ofHours(1)));
      });
      return Future.ready(null);
    }));
    Latches.await(blocks);
    assertThat(runtime.shutdown(Duration.ofSeconds(30)).clean()).isTrue();
    assertThatExceptionOfType(JoinException.class).isThrownBy(task::join)
        .withCauseInstanceOf(IllegalStateException.class).withMessageContaining("shut down");
  }

  /** It has no worker's core any more, and the timers fail already: but its task is cancelled, and has not failed. */
  @Test
  void aPollThatBlockedInPlaceMayStillWaitForATimerWhenItIsOver() {
    AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build();
    CountDownLatch blocks = Latches.one();
    CountDownLatch mayEnd = Latches.one();
    JoinHandle<Void> task = runtime.spawn(() -> {
      try {
        blockInPlace(() -> {
          blocks.countDown();
          Latches.await(mayEnd);
        });
        await(sleep(Duration.ofHours(1)));
      } finally {
        await(sleep(Duration.ofMillis(1)));
      }
    });
    Latches.await(blocks);
    runtime.shutdownBackground();
    Latches.until("the timers fail", () -> !canSleep(runtime));
    mayEnd.countDown();
    assertThat(runtime.shutdown(Duration.ofSeconds(30)).clean()).isTrue();
    assertCancelled(task);
  }

  private static boolean canSleep(AsyncRuntime runtime) {
    try {
      runtime.blockOn(sleep(Duration.ofMillis(1)));
      return true;
    } catch (IllegalStateException shutDown) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tasksAreDroppedWhereTheyWaitWithTheRuntimeEntered(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    AtomicReference<AsyncRuntime> inDrop = new AtomicReference<>();
    PollProbe<String> waiting = new PollProbe<String>().onDrop(() -> inDrop.set(AsyncRuntime.current()));
    JoinHandle<String> idle = runtime.spawn(waiting);
    AtomicBoolean unwound = new AtomicBoolean();
    JoinHandle<Void> block = runtime.spawn(() -> {
      try {
        await(Future.pending());
      } finally {
        unwound.set(true);
      }
    });
    Latches.until("both wait", () -> {
      runtime.blockOn(sleep(Duration.ofMillis(1)));
      return runtime.dump().tasks().stream().allMatch(task -> task.status() == TaskStatus.IDLE);
    });
    ShutdownReport report = runtime.shutdown(Duration.ofSeconds(30));
    assertThat(report.clean()).isTrue();
    assertThat(report.droppedTasks()).isEqualTo(2);
    assertThat(report.stillRunning()).isEmpty();
    assertThat(waiting.drops()).isEqualTo(1);
    assertThat(inDrop.get()).isSameAs(runtime);
    assertThat(unwound).isTrue();
    assertCancelled(idle);
    assertCancelled(block);
    assertThat(runtime.metrics().numAliveTasks()).isZero();
    assertThat(runtime.metrics().cancelledTasksCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void spawnAfterCloseGivesACancelledHandle(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    runtime.close();
    runtime.close();
    assertThat(runtime.isShutdown()).isTrue();
    PollProbe<String> future = new PollProbe<>();
    JoinHandle<String> task = runtime.spawn(future);
    assertThat(task.isFinished()).isTrue();
    assertThat(future.isDropped()).isTrue();
    assertCancelled(task);
    JoinHandle<Integer> job = runtime.spawnBlocking(() -> 1);
    assertThat(job.isFinished()).isTrue();
    assertCancelled(job);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedSpawnDropsItsFutureWithTheRuntimeEnteredAndInNoScopeOfTheCaller(Flavor flavor) throws Exception {
    TaskLocal<String> scoped = TaskLocal.create("scoped");
    List<Object> inDrop = new ArrayList<>();
    try (AsyncRuntime other = flavor.build(); LocalSet set = new LocalSet()) {
      AsyncRuntime runtime = flavor.build();
      runtime.close();
      Action spawn = () -> runtime.spawn(new PollProbe<String>().onDrop(() -> {
        inDrop.add(AsyncRuntime.current());
        inDrop.add(scoped.tryGet());
        assertThatIllegalStateException().isThrownBy(() -> Async.spawnLocal(Future.ready(1)));
        assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(Future.ready(1)));
      })).drop();
      spawn.run();
      try (EnterGuard inRuntime = other.enter(); EnterGuard inSet = set.enter()) {
        assertThat(inRuntime).isNotSameAs(inSet);
        scoped.scopeSync("the caller's", spawn.asCallable());
        assertThat(AsyncRuntime.current()).isSameAs(other);
      }
      assertThat(inDrop).containsExactly(runtime, Optional.empty(), runtime, Optional.empty());
      assertThat(AsyncRuntime.tryCurrent()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheDropOfARefusedSpawnThrowsIsItsHandlesAffair(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    runtime.close();
    Error thrown = new StackOverflowError("in drop");
    JoinHandle<String> task = runtime.spawn(new PollProbe<String>().onDrop(() -> {
      throw thrown;
    }));
    assertThatExceptionOfType(JoinException.class).isThrownBy(task::join).withCause(thrown);
    assertThat(AsyncRuntime.tryCurrent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void afterCloseAPureFutureStillWorksAndATimerSaysWhy(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    runtime.close();
    assertThat(runtime.blockOn(Future.ready(1))).isEqualTo(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> runtime.blockOn(sleep(Duration.ofMillis(1))))
        .withMessageContaining("shut down");
  }

  @ParameterizedTest
  @EnumSource
  void whoSleepsInBlockOnIsToldThatTheTimerIsGone(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    CountDownLatch polled = Latches.one();
    FutureTask<Boolean> sleeper = Latches.start("sleeper", () -> {
      assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(() -> {
        polled.countDown();
        await(sleep(Duration.ofHours(1)));
      })).withMessageContaining("shut down");
      return true;
    });
    Latches.await(polled);
    runtime.close();
    assertThat(Latches.get(sleeper)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void closeWaitsForBlockingJobs(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    CountDownLatch inside = Latches.one();
    CountDownLatch mayEnd = Latches.one();
    JoinHandle<Integer> job = runtime.spawnBlocking(() -> {
      inside.countDown();
      Latches.await(mayEnd);
      return 1;
    });
    Latches.await(inside);
    FutureTask<Boolean> closer = Latches.start("closer", () -> {
      runtime.close();
      return job.isFinished();
    });
    Latches.until("closing", runtime::isShutdown);
    assertThat(closer.isDone()).isFalse();
    mayEnd.countDown();
    assertThat(Latches.get(closer)).isTrue();
    assertThat(job.join()).as("it was not interrupted").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aBlockingJobThatTakesTooLongIsInterruptedAndNamed(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    CountDownLatch inside = Latches.one();
    JoinHandle<String> job = runtime.spawnBlocking("report", () -> {
      inside.countDown();
      new CountDownLatch(1).await(40, TimeUnit.SECONDS);
      return "not interrupted";
    });
    Latches.await(inside);
    ShutdownReport report = runtime.shutdown(Duration.ofMillis(20));
    assertThat(report.clean()).isFalse();
    assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    assertThat(report.stillRunning()).singleElement().satisfies(task -> {
      assertThat(task.id()).isEqualTo(job.id());
      assertThat(task.name()).isEqualTo("report");
      assertThat(task.kind()).isEqualTo(TaskKind.BLOCKING);
      assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
      assertThat(task.stack()).isNotEmpty();
    });
    assertCancelled(job);
  }

  /** Else it would be named as running still, by chance. */
  @Test
  void aDropThatIsUnderWayAtTheDeadlineIsWaitedForALittle() {
    AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ZERO).build();
    PollProbe<String> waiting = new PollProbe<String>().onDrop(() -> {
      Latches.until("10 ms are over", new Deadline(Duration.ofMillis(10))::isOver);
    });
    JoinHandle<String> idle = runtime.spawn(waiting);
    Latches.until("it waits", () -> waiting.polls() == 1);
    CountDownLatch inside = Latches.one();
    CountDownLatch mayEnd = Latches.one();
    runtime.spawn("stuck", (Future<Integer>) cx -> {
      inside.countDown();
      mayEnd.await();
      return Poll.ready(1);
    }).drop();
    Latches.await(inside);
    ShutdownReport report = runtime.shutdown(Duration.ofMillis(20));
    mayEnd.countDown();
    assertThat(report.stillRunning()).extracting(TaskInfo::name).containsExactly("stuck");
    assertCancelled(idle);
  }

  private record Deadline(long begin, Duration length) {
    Deadline(Duration length) {
      this(System.nanoTime(), length);
    }

    boolean isOver() { return System.nanoTime() - begin > length.toNanos(); }
  }

  @Test
  void aPollThatTakesTooLongIsInterruptedAndNamedAndTheIdleTasksAreDroppedAllTheSame() {
    AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ZERO).build();
    PollProbe<String> waiting = new PollProbe<>();
    JoinHandle<String> idle = runtime.spawn(waiting);
    Latches.until("it waits", () -> waiting.polls() == 1);
    CountDownLatch inside = Latches.one();
    AtomicBoolean interrupted = new AtomicBoolean();
    JoinHandle<Integer> stuck = runtime.spawn("stuck", (Future<Integer>) cx -> {
      inside.countDown();
      try {
        new CountDownLatch(1).await(40, TimeUnit.SECONDS);
      } catch (InterruptedException expected) {
        interrupted.set(true);
      }
      return Poll.ready(1);
    });
    Latches.await(inside);
    ShutdownReport report = runtime.shutdown(Duration.ofMillis(20));
    assertThat(report.clean()).isFalse();
    assertThat(report.stillRunning()).extracting(TaskInfo::name).containsExactly("stuck");
    assertThat(report.droppedTasks()).isEqualTo(1);
    assertThat(waiting.isDropped()).isTrue();
    assertCancelled(idle);
    assertThat(stuck.join()).isEqualTo(1);
    assertThat(interrupted).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void blockingJobsThatHaveNotStartedNeverDo(Flavor flavor) {
    AsyncRuntime runtime = flavor.builder().maxBlockingThreads(1).build();
    CountDownLatch inside = Latches.one();
    CountDownLatch mayEnd = Latches.one();
    runtime.spawnBlocking(() -> {
      inside.countDown();
      Latches.await(mayEnd);
    });
    Latches.await(inside);
    AtomicBoolean ran = new AtomicBoolean();
    JoinHandle<Void> queued = runtime.spawnBlocking(() -> ran.set(true));
    runtime.shutdownBackground();
    assertCancelled(queued);
    mayEnd.countDown();
    runtime.close();
    assertThat(ran).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void shutdownBackgroundIsLegalInAsyncCode(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    JoinHandle<Object> waiting = runtime.spawn(Future.pending());
    JoinHandle<Object> last = runtime.spawn(Future.ready(1).map(x -> {
      runtime.shutdownBackground();
      runtime.shutdownBackground();
      return runtime.spawn(Future.ready(2)).isFinished();
    }));
    assertThat(runtime.blockOn(last)).as("its poll goes on to its end; what it spawns is cancelled").isEqualTo(true);
    assertCancelled(waiting);
    assertThat(runtime.shutdown(Duration.ofSeconds(30)).clean()).isTrue();
  }

  @Test
  void closeThatWouldWaitForItselfIsRefused() {
    AsyncRuntime runtime = Flavor.MULTI.build();
    Action close = runtime::close;
    assertThatThrownBy(() -> runtime.blockOn(runtime.spawnBlocking(close)))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .cause()
        .hasMessageContaining("shutdownBackground");
    assertThatThrownBy(() -> runtime.blockOn(runtime.spawn(() -> blockInPlace(close))))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .cause()
        .hasMessageContaining("shutdownBackground");
    runtime.close();
  }

  @ParameterizedTest
  @EnumSource
  void aRuntimeMayEndAnotherInItsBlockingJob(Flavor flavor) {
    AsyncRuntime other = flavor.build();
    try (AsyncRuntime runtime = flavor.build()) {
      runtime.blockOn(runtime.spawnBlocking(other::close));
      assertThat(other.isShutdown()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedCloseKeepsTheFlag(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    CountDownLatch inside = Latches.one();
    runtime.spawnBlocking(() -> {
      inside.countDown();
      new CountDownLatch(1).await(40, TimeUnit.SECONDS);
    });
    Latches.await(inside);
    Thread.currentThread().interrupt();
    assertThat(runtime.shutdown(Duration.ofDays(1)).clean()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void startHooksAndStopHooksArePairedWhenCloseReturns() {
    for (int i = 0; i < 20; i++) {
      AtomicInteger starts = new AtomicInteger();
      AtomicInteger stops = new AtomicInteger();
      AsyncRuntime runtime = Flavor.MULTI.builder()
          .onThreadStart(starts::incrementAndGet).onThreadStop(stops::incrementAndGet).build();
      runtime.blockOn(runtime.spawnBlocking(() -> 1));
      runtime.blockOn(runtime.spawn(() -> blockInPlace(() -> 1)));
      runtime.close();
      assertThat(stops).hasValue(starts.get());
      assertThat(starts).hasValueGreaterThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPanicShutsTheRuntimeDownIfThatIsThePolicy(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().unhandledPanic(UnhandledPanic.SHUTDOWN_RUNTIME).build()) {
      PollProbe<String> waiting = new PollProbe<>();
      JoinHandle<String> idle = runtime.spawn(waiting);
      PollProbe<String> own = new PollProbe<>();
      CountDownLatch polled = Latches.one();
      FutureTask<Boolean> concurrent = Latches.start("concurrent", () -> {
        assertThatIllegalStateException()
            .isThrownBy(() -> runtime.blockOn(own.onPoll(polled::countDown)))
            .withMessageContaining("SHUTDOWN_RUNTIME")
            .withMessageContaining("the culprit");
        return true;
      });
      Latches.await(polled);
      runtime.spawn("the culprit", Future.failed(new IllegalStateException("boom"))).drop();
      assertThat(Latches.get(concurrent)).isTrue();
      assertThat(own.isDropped()).isTrue();
      assertThatIllegalStateException()
          .isThrownBy(() -> runtime.blockOn(Future.ready(1)))
          .withMessageContaining("boom");
      assertThat(runtime.isShutdown()).isTrue();
      assertCancelled(runtime.spawn(Future.ready(1)));
      assertCancelled(idle);
      assertThat(waiting.isDropped()).isTrue();
    }
  }

  /** Whoever has learnt of the panic finds the runtime shut down, however early in its end that is. */
  @ParameterizedTest
  @EnumSource
  void blockOnGivesUpOnlyWhenNothingCanBeSpawnedAnyMore(Flavor flavor) {
    for (int round = 0; round < ROUNDS; round++) {
      try (AsyncRuntime runtime = flavor.builder().unhandledPanic(UnhandledPanic.SHUTDOWN_RUNTIME).build()) {
        runtime.spawn("the culprit", Future.failed(new IllegalStateException("boom"))).drop();
        assertThatIllegalStateException()
            .isThrownBy(() -> runtime.blockOn(Future.pending()))
            .withMessageContaining("the culprit");
        assertThat(runtime.isShutdown()).isTrue();
        assertThat(runtime.spawn(Future.ready(1)).isFinished()).isTrue();
      }
    }
  }

  /** Liveness: tasks are spawned while the end begins; each of them ends. */
  @ParameterizedTest
  @EnumSource
  void noTaskIsLeftBetweenTheEndAndTheRegistry(Flavor flavor) {
    for (int round = 0; round < ROUNDS; round++) {
      AsyncRuntime runtime = flavor.builder().eventInterval(1).longPollThreshold(Duration.ZERO).build();
      CountDownLatch begun = Latches.one();
      FutureTask<List<JoinHandle<Object>>> spawner = Latches.start("spawner", () -> {
        List<JoinHandle<Object>> handles = new ArrayList<>();
        begun.countDown();
        while (!runtime.isShutdown() && handles.size() < MOST_SPAWNED) {
          handles.add(runtime.spawn(Future.pending()));
        }
        handles.add(runtime.spawn(Future.pending()));
        return handles;
      });
      Latches.await(begun);
      assertThat(runtime.shutdown(Duration.ofSeconds(30)).clean()).isTrue();
      assertThat(Latches.get(spawner)).allMatch(JoinHandle::isFinished);
      assertThat(runtime.metrics().numAliveTasks()).isZero();
    }
  }
}
