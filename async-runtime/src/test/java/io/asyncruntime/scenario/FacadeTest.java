package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.EnterGuard;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.JoinSet;
import io.asyncruntime.task.TaskId;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the facade promises, and what it says when it is used in the wrong place. */
@Timeout(120)
class FacadeTest {
  /** Also where there is no runtime and no local set: what is null is the mistake that is told. */
  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  void nullIsToldFirst() {
    Future<Integer> future = Future.ready(1);
    List<ThrowingCallable> futures = List.of(() -> Async.spawn((Future<Integer>) null),
        () -> Async.spawn("name", (Future<Integer>) null), () -> Async.spawnLocal((Future<Integer>) null),
        () -> Async.spawnLocal("name", (Future<Integer>) null));
    List<ThrowingCallable> blocks = List.of(() -> Async.spawn((Callable<Integer>) null),
        () -> Async.spawn((Action) null), () -> Async.spawn("name", (Callable<Integer>) null),
        () -> Async.spawn("name", (Action) null), () -> Async.spawnLocal((Callable<Integer>) null),
        () -> Async.spawnLocal((Action) null), () -> Async.spawnLocal("name", (Callable<Integer>) null),
        () -> Async.spawnLocal("name", (Action) null));
    List<ThrowingCallable> work = List.of(() -> Async.spawnBlocking((Callable<Integer>) null),
        () -> Async.spawnBlocking((Action) null), () -> Async.spawnBlocking("name", (Callable<Integer>) null),
        () -> Async.spawnBlocking("name", (Action) null));
    List<ThrowingCallable> names = List.of(() -> Async.spawn(null, future), () -> Async.spawn(null, () -> 1),
        () -> Async.spawn(null, () -> {
        }), () -> Async.spawnBlocking(null, () -> 1), () -> Async.spawnBlocking(null, () -> {
        }), () -> Async.spawnLocal(null, future), () -> Async.spawnLocal(null, () -> 1),
        () -> Async.spawnLocal(null, () -> {
        }));
    Map.of("future", futures, "asyncBlock", blocks, "work", work, "name", names)
        .forEach((what, calls) -> assertThat(calls).allSatisfy(call -> assertThatNullPointerException()
            .isThrownBy(call).withMessage(what)));
  }

  @ParameterizedTest
  @EnumSource
  void blockOnThrowsWhatTheFutureThrows(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      IllegalArgumentException unchecked = new IllegalArgumentException("bad");
      AssertionError error = new AssertionError("bug");
      IOException checked = new IOException("disk");
      assertThatThrownBy(() -> runtime.blockOn(Future.failed(unchecked))).isSameAs(unchecked);
      assertThatThrownBy(() -> runtime.blockOn(Future.failed(error))).isSameAs(error);
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> runtime.blockOn(Future.failed(checked)))
          .withCause(checked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTasksFailureIsTheCauseOfAJoinException(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      IOException checked = new IOException("disk");
      JoinHandle<Object> handle = runtime.spawn("import", Future.failed(checked));
      assertThatExceptionOfType(JoinException.class)
          .isThrownBy(() -> runtime.blockOn(handle))
          .withCause(checked)
          .satisfies(failure -> assertThat(failure.taskId()).isEqualTo(handle.id()));
      assertThat(handle.name()).contains("import");
    }
  }

  @ParameterizedTest
  @EnumSource
  void spawnNeverPollsOnTheCaller(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      AtomicReference<Thread> poller = new AtomicReference<>();
      Thread caller = Thread.currentThread();
      FutureTask<Thread> spawner = Latches.start("spawner", () -> {
        runtime.spawn(() -> poller.set(Thread.currentThread()));
        return poller.get();
      });
      Thread atOnce = Latches.get(spawner);
      assertThat(flavor == Flavor.CURRENT ? atOnce : null).as("frozen while nobody is in blockOn").isNull();
      runtime.blockOn(runtime.spawn(() -> 1));
      Latches.until("polled", () -> poller.get() != null);
      assertThat(poller.get() == caller && flavor == Flavor.MULTI).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void blockOnInAsyncCodeNamesTheWayOut(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      Action misuse = () -> runtime.blockOn(Future.ready(1));
      JoinHandle<Void> inTask = runtime.spawn(misuse);
      assertThatThrownBy(() -> runtime.blockOn(inTask))
          .hasCauseInstanceOf(IllegalStateException.class)
          .cause()
          .hasMessageContaining("await")
          .hasMessageContaining("blockInPlace")
          .hasMessageContaining("spawn");
      assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(misuse)).withMessageContaining("await");
      assertThatIllegalStateException()
          .isThrownBy(() -> runtime.blockOn((Future<Object>) cx -> runtime.blockOn(() -> Poll.ready(1))))
          .withMessageContaining("await");
      assertThat(runtime.blockOn(Future.ready(1))).as("and the thread is as it was").isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void joinAndCloseInAsyncCodeNameTheWayOut(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      runtime.blockOn(() -> {
        JoinHandle<Integer> handle = runtime.spawn(() -> 1);
        assertThatIllegalStateException().isThrownBy(handle::join).withMessageContaining("await");
        assertThatIllegalStateException().isThrownBy(runtime::close).withMessageContaining("shutdownBackground");
        assertThatIllegalStateException()
            .isThrownBy(() -> runtime.shutdown(Duration.ZERO))
            .withMessageContaining("shutdownBackground");
        assertThat(await(handle)).isEqualTo(1);
      });
      assertThat(runtime.isShutdown()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void blockOnIsLegalInABlockingJobAndOnAPlainThread(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      JoinHandle<Integer> job = runtime.spawnBlocking(() -> runtime.blockOn(() -> await(runtime.spawn(() -> 42))));
      assertThat(runtime.blockOn(job)).isEqualTo(42);
    }
  }

  @Test
  void blockInPlaceIsTheWayBackIntoAsyncCode() {
    try (AsyncRuntime runtime = Flavor.MULTI.build()) {
      JoinHandle<Integer> handle =
          runtime.spawn(() -> blockInPlace(() -> runtime.blockOn(() -> await(runtime.spawn(() -> 42)))));
      assertThat(runtime.blockOn(handle)).isEqualTo(42);
      assertThat(handle.isFinished()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptOfBlockOnDropsTheFutureAndKeepsTheFlag(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      PollProbe<String> never = new PollProbe<>();
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> runtime.blockOn(never))
          .withCauseInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(never.drops()).isEqualTo(1);
      assertThat(runtime.blockOn(Future.ready(1))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptWhileItSleepsDoesSo(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      PollProbe<String> never = new PollProbe<>();
      AtomicReference<Thread> thread = new AtomicReference<>();
      FutureTask<Boolean> caller = Latches.start("caller", () -> {
        thread.set(Thread.currentThread());
        assertThatExceptionOfType(CompletionException.class)
            .isThrownBy(() -> runtime.blockOn(never))
            .withCauseInstanceOf(InterruptedException.class);
        return Thread.currentThread().isInterrupted();
      });
      Latches.until("it sleeps", () -> never.polls() == 1 && thread.get().getState() == Thread.State.WAITING);
      thread.get().interrupt();
      assertThat(Latches.get(caller)).isTrue();
      assertThat(never.isDropped()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void currentIsTheRuntimeThatOneIsIn(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); AsyncRuntime other = flavor.build()) {
      assertThat(AsyncRuntime.tryCurrent()).isEmpty();
      assertThatIllegalStateException().isThrownBy(AsyncRuntime::current).withMessageContaining("enter()");
      assertThatIllegalStateException().isThrownBy(() -> Async.spawn(() -> 1)).withMessageContaining("enter()");
      assertThat(runtime.<AsyncRuntime>blockOn(AsyncRuntime::current)).isSameAs(runtime);
      assertThat(runtime.blockOn(runtime.spawn((Callable<AsyncRuntime>) AsyncRuntime::current))).isSameAs(runtime);
      assertThat(runtime.blockOn(runtime.spawnBlocking(AsyncRuntime::current))).isSameAs(runtime);
      try (EnterGuard outer = runtime.enter()) {
        assertThat(AsyncRuntime.current()).isSameAs(runtime);
        try (EnterGuard inner = other.enter()) {
          assertThat(AsyncRuntime.current()).isSameAs(other);
          assertThat(runtime.<AsyncRuntime>blockOn(AsyncRuntime::current)).isSameAs(runtime);
          assertThat(AsyncRuntime.current()).isSameAs(other);
          assertThat(inner).isNotSameAs(outer);
        }
        assertThat(AsyncRuntime.current()).isSameAs(runtime);
      }
      assertThat(AsyncRuntime.tryCurrent()).isEmpty();
    }
  }

  @Test
  void guardsAreClosedInReverseOrder() {
    try (AsyncRuntime runtime = Flavor.CURRENT.build(); AsyncRuntime other = Flavor.CURRENT.build()) {
      EnterGuard outer = runtime.enter();
      EnterGuard inner = other.enter();
      assertThatIllegalStateException().isThrownBy(outer::close).withMessageContaining("last one first");
      inner.close();
      inner.close();
      assertThat(AsyncRuntime.current()).as("the thread stays usable").isSameAs(runtime);
      outer.close();
      assertThat(AsyncRuntime.tryCurrent()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGuardLeftOpenInAPollDoesNotReachTheNextTask(Flavor flavor) {
    try (AsyncRuntime other = Flavor.CURRENT.build();
        AsyncRuntime runtime = flavor == Flavor.MULTI ? flavor.builder().workerThreads(1).build() : flavor.build()) {
      JoinHandle<Object> careless = runtime.spawn(cx -> Poll.ready(other.enter()));
      runtime.blockOn(careless);
      JoinHandle<AsyncRuntime> next = runtime.spawn(cx -> Poll.ready(AsyncRuntime.current()));
      assertThat(runtime.blockOn(next)).isSameAs(runtime);
    }
  }

  @Test
  void workerIndexSaysWhere() {
    assertThat(AsyncRuntime.workerIndex()).isEmpty();
    try (AsyncRuntime runtime = Flavor.MULTI.build()) {
      assertThat(runtime.<OptionalInt>blockOn(AsyncRuntime::workerIndex)).isEmpty();
      JoinHandle<OptionalInt> onWorker = runtime.spawn(cx -> Poll.ready(AsyncRuntime.workerIndex()));
      assertThat(runtime.blockOn(onWorker).getAsInt()).isBetween(0, 1);
      assertThat(runtime.blockOn(runtime.spawnBlocking(AsyncRuntime::workerIndex))).isEmpty();
    }
    try (AsyncRuntime runtime = Flavor.CURRENT.build()) {
      assertThat(runtime.<OptionalInt>blockOn(AsyncRuntime::workerIndex)).hasValue(0);
      JoinHandle<OptionalInt> task = runtime.spawn(cx -> Poll.ready(AsyncRuntime.workerIndex()));
      assertThat(runtime.blockOn(task)).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nullsFailAtTheCall(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      assertThatNullPointerException().isThrownBy(() -> runtime.spawn((Future<Object>) null));
      assertThatNullPointerException().isThrownBy(() -> runtime.spawn((Callable<Object>) null));
      assertThatNullPointerException().isThrownBy(() -> runtime.spawn((Action) null));
      assertThatNullPointerException().isThrownBy(() -> runtime.spawn(null, Future.ready(1)));
      assertThatNullPointerException().isThrownBy(() -> runtime.spawnBlocking((Callable<Object>) null));
      assertThatNullPointerException().isThrownBy(() -> runtime.spawnBlocking((Action) null));
      assertThatNullPointerException().isThrownBy(() -> runtime.blockOn((Future<Object>) null));
      assertThatNullPointerException().isThrownBy(() -> runtime.blockOn((Callable<Object>) null));
      assertThatNullPointerException().isThrownBy(() -> runtime.shutdown(null));
      assertThatNullPointerException().isThrownBy(() -> runtime.mutex(null, 1));
      assertThatNullPointerException().isThrownBy(() -> runtime.asExecutor().execute(null));
      assertThat(runtime.metrics().numAliveTasks()).isZero();
    }
  }

  @Test
  void badNumbersNameTheSettingAndTheValue() {
    AsyncRuntime.Builder builder = AsyncRuntime.multiThread();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.workerThreads(0))
        .withMessageContaining("workerThreads").withMessageContaining("0");
    for (int tooMany : new int[] {32_768, 65_535, 65_536, Integer.MAX_VALUE}) { // spare ones are counted too, up to 65,535
      assertThatIllegalArgumentException().isThrownBy(() -> builder.workerThreads(tooMany))
          .withMessage("workerThreads must be at most 32767, but was " + tooMany);
    }
    assertThat(builder.workerThreads(32_767)).isSameAs(builder);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxBlockingThreads(-3))
        .withMessageContaining("maxBlockingThreads").withMessageContaining("-3");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.eventInterval(0))
        .withMessageContaining("eventInterval");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.globalQueueInterval(0))
        .withMessageContaining("globalQueueInterval");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.blockingThreadKeepAlive(Duration.ZERO))
        .withMessageContaining("blockingThreadKeepAlive");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.longPollThreshold(Duration.ofMillis(-1)))
        .withMessageContaining("longPollThreshold");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.name(" ")).withMessageContaining("name");
    assertThatIllegalStateException().isThrownBy(() -> builder.startPaused(true))
        .withMessageContaining("currentThread");
  }

  @Test
  void longDurationsAreNoOverflow() {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    try (AsyncRuntime runtime = Flavor.MULTI.builder().blockingThreadKeepAlive(ages).longPollThreshold(ages).build()) {
      assertThat(runtime.blockOn(runtime.spawnBlocking(() -> 1))).isEqualTo(1);
      assertThat(runtime.shutdown(ages).clean()).isTrue();
    }
  }

  @Test
  void itSaysWhatItIs() {
    try (AsyncRuntime multi = Flavor.MULTI.builder().name("orders").build();
        AsyncRuntime current = Flavor.CURRENT.build()) {
      assertThat(multi.name()).isEqualTo("orders");
      assertThat(multi.flavor()).isEqualTo(RuntimeFlavor.MULTI_THREAD);
      assertThat(current.name()).isEqualTo("async-runtime");
      assertThat(current.flavor()).isEqualTo(RuntimeFlavor.CURRENT_THREAD);
      assertThat(multi.toString()).contains("orders");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskKnowsItsNumber(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      JoinHandle<TaskId> handle = runtime.spawn(() -> {
        await(yieldNow());
        return TaskId.current().orElseThrow();
      });
      TaskId id = handle.id();
      assertThat(runtime.blockOn(handle)).isEqualTo(id);
      assertThat(runtime.blockOn(async(() -> TaskId.current()))).as("blockOn has none").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachRunnableOfTheExecutorIsOneTask(Flavor flavor) {
    AsyncRuntime runtime = flavor.build();
    CountDownLatch ran = Latches.one();
    runtime.asExecutor().execute(ran::countDown);
    if (flavor == Flavor.CURRENT) {
      runtime.blockOn(yieldNow());
    }
    Latches.await(ran);
    Latches.until("counted", () -> runtime.metrics().completedTasksCount() == 1);
    runtime.close();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> runtime.asExecutor().execute(() -> {
        }));
  }

  @ParameterizedTest
  @EnumSource
  void theViewAsCompletableFutureTellsTheOriginalCause(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      IOException disk = new IOException("disk");
      CompletableFuture<Object> failed = runtime.spawn(Future.failed(disk)).toCompletableFuture();
      assertThatThrownBy(() -> runtime.blockOn(Future.from(failed))).hasCause(disk);
      PollProbe<String> never = new PollProbe<>();
      CompletableFuture<String> cancelled = runtime.spawn(never).toCompletableFuture();
      assertThat(cancelled.cancel(true)).isTrue();
      JoinHandle<Object> aborted = runtime.spawn(Future.pending());
      CompletableFuture<Object> view = aborted.toCompletableFuture();
      runtime.abortHandle(aborted.id()).orElseThrow().abort();
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> runtime.blockOn(Future.from(view)));
      Latches.until("dropped", () -> {
        runtime.blockOn(yieldNow());
        return never.isDropped();
      });
    }
  }

  @Test
  void whereNoRuntimeIsCurrentTheMessageAlsoSpeaksToAController() {
    assertThatIllegalStateException().isThrownBy(() -> Async.spawn(() -> 1))
        .withMessageContaining("inject AsyncRuntime and call runtime.spawn").withMessageContaining("runtime.enter()");
    try (JoinSet<Integer> set = new JoinSet<>()) {
      assertThatIllegalStateException().isThrownBy(() -> set.spawn(() -> 1))
          .withMessageContaining("inject AsyncRuntime");
    }
  }
}
