package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.task.TaskId;
import io.asyncruntime.testkit.Latches;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link AsyncRuntime#asExecutorService()} on both schedulers. */
class ExecutorServiceTest {
  @ParameterizedTest
  @EnumSource
  void aCommandIsKnownByItsOwnClass(Flavor flavor) throws Exception {
    try (AsyncRuntime runtime = flavor.build()) {
      ExecutorService view = runtime.asExecutorService();
      assertThat(view.submit(new Shown(runtime)).get().spawnedAt()).isEqualTo(Shown.class.getName());
      for (Consumer<Runnable> executor : List.<Consumer<Runnable>>of(view::submit, view::execute,
          runtime.asExecutor()::execute)) {
        CompletableFuture<TaskInfo> seen = new CompletableFuture<>();
        executor.accept(() -> seen.complete(new Shown(runtime).call()));
        assertThat(runtime.blockOn(io.asyncruntime.future.Future.from(seen)).spawnedAt())
            .isEqualTo(ExecutorServiceTest.class.getName());
      }
    }
  }

  /** Finds itself in the dump. */
  private record Shown(AsyncRuntime runtime) implements Callable<TaskInfo> {
    @Override
    public TaskInfo call() {
      TaskId own = TaskId.current().orElseThrow();
      return runtime.dump().tasks().stream().filter(task -> task.id().equals(own)).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachSubmissionIsOneTask(Flavor flavor) throws Exception {
    try (AsyncRuntime runtime = flavor.build()) {
      ExecutorService view = runtime.asExecutorService();
      assertThat(view.submit(() -> 42).get()).isEqualTo(42);
      assertThat(view.submit(() -> {}, "done").get()).isEqualTo("done");
      assertThat(runtime.metrics().spawnedTasksCount()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsTheCause(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      IOException disk = new IOException("disk");
      Future<Object> failed = runtime.asExecutorService().submit(() -> { throw disk; });
      assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasCause(disk);
    }
  }

  @ParameterizedTest
  @EnumSource
  void invokeAllWaitsForAllAndInvokeAnyForOne(Flavor flavor) throws Exception {
    try (AsyncRuntime runtime = flavor.build()) {
      ExecutorService view = runtime.asExecutorService();
      List<Future<Integer>> all = view.invokeAll(List.of(() -> 1, () -> 2));
      assertThat(all).allMatch(Future::isDone);
      assertThat(all.get(0).get() + all.get(1).get()).isEqualTo(3);
      Callable<Integer> fails = () -> { throw new IOException("no"); };
      assertThat(view.invokeAny(List.of(fails, () -> 7))).isEqualTo(7);
      assertThat(view.invokeAny(List.of(fails, () -> 7), 1, TimeUnit.HOURS)).isEqualTo(7);
      assertThatThrownBy(() -> view.invokeAny(List.of(fails, fails))).isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shutdownOfTheViewLeavesTheRuntimeOpen(Flavor flavor) throws Exception {
    try (AsyncRuntime runtime = flavor.build()) {
      ExecutorService view = runtime.asExecutorService();
      Future<Integer> before = view.submit(() -> 1);
      view.shutdown();
      assertThat(view.isShutdown()).isTrue();
      assertThat(view.awaitTermination(1, TimeUnit.HOURS)).isTrue();
      assertThat(view.isTerminated()).isTrue();
      assertThat(before.get()).isEqualTo(1);
      assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> view.execute(() -> {}));
      assertThat(runtime.isShutdown()).isFalse();
      assertThat(runtime.asExecutorService().submit(() -> 2).get()).isEqualTo(2);
    }
  }

  @Test
  void shutdownNowGivesBackWhatHasNotBegun() throws Exception {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      ExecutorService view = runtime.asExecutorService();
      Runnable never = () -> { throw new AssertionError("ran"); };
      view.execute(never);
      assertThat(view.isTerminated()).isFalse();
      assertThat(view.shutdownNow()).containsExactly(never);
      assertThat(view.isTerminated()).isTrue();
      assertThat(view.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
      Latches.until("its task is gone", () -> {
        runtime.blockOn(Async.yieldNow());
        return runtime.metrics().numAliveTasks() == 0;
      });
    }
  }

  @Test
  void awaitTerminationIsFalseWhileACommandRuns() throws Exception {
    try (AsyncRuntime runtime = Flavor.MULTI.build()) {
      ExecutorService view = runtime.asExecutorService();
      CountDownLatch goOn = new CountDownLatch(1);
      Future<?> held = view.submit(() -> { goOn.await(); return null; });
      view.shutdown();
      assertThat(view.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
      assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> held.get(1, TimeUnit.MILLISECONDS));
      goOn.countDown();
      held.get();
      assertThat(view.awaitTermination(1, TimeUnit.HOURS)).isTrue();
    }
  }

  @Test
  void aWaitWithALimitDrivesACurrentThreadRuntimeToo() throws Exception {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().startPaused(true).build()) {
      ExecutorService view = runtime.asExecutorService();
      assertThat(view.submit(() -> 1).get(1, TimeUnit.HOURS)).isEqualTo(1);
    }
  }

  @Test
  void aWaitWithALimitEndsAlsoWhileAnotherThreadDrivesAndDoesNotComeBack() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      CountDownLatch driving = Latches.one();
      CountDownLatch goOn = Latches.one();
      FutureTask<Integer> driver = Latches.start("driver", () -> runtime.blockOn(cx -> {
        driving.countDown();
        Latches.await(goOn);
        return Poll.ready(1);
      }));
      Latches.await(driving);
      ExecutorService view = runtime.asExecutorService();
      Callable<Integer> work = () -> 2;
      FutureTask<Boolean> waits = Latches.start("waits", () -> {
        Future<Integer> queued = view.submit(work);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> queued.get(1, TimeUnit.MILLISECONDS));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> queued.get(0, TimeUnit.MILLISECONDS));
        assertThat(view.invokeAll(List.of(work, work), 1, TimeUnit.MILLISECONDS)).allMatch(Future::isCancelled);
        assertThatExceptionOfType(TimeoutException.class)
            .isThrownBy(() -> view.invokeAny(List.of(work, work), 1, TimeUnit.MILLISECONDS));
        view.shutdown();
        return view.awaitTermination(1, TimeUnit.MILLISECONDS);
      });
      Latches.until("all waits are over, and the driver has not come back", () -> waits.isDone() && !driver.isDone());
      goOn.countDown();
      assertThat(Latches.get(waits)).isFalse();
      assertThat(Latches.get(driver)).isOne();
    }
  }

  @Test
  void anEventThatComesEndsAWaitWithALimitBesideADriver() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      CountDownLatch driving = Latches.one();
      CompletableFuture<Integer> goOn = new CompletableFuture<>();
      FutureTask<Integer> driver = Latches.start("driver", () -> runtime.blockOn(cx -> {
        driving.countDown();
        return io.asyncruntime.future.Future.from(goOn).poll(cx);
      }));
      Latches.await(driving);
      Callable<Integer> work = () -> 2;
      FutureTask<Integer> wait =
          Latches.start("waits", () -> runtime.asExecutorService().submit(work).get(1, TimeUnit.HOURS));
      assertThat(Latches.get(wait)).isEqualTo(2);
      goOn.complete(1);
      assertThat(Latches.get(driver)).isOne();
    }
  }

  @Test
  void cancelInterruptsNoWorker() throws Exception {
    try (AsyncRuntime runtime = Flavor.MULTI.build()) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CountDownLatch uninterrupted = new CountDownLatch(1);
      Future<?> running = runtime.asExecutorService().submit(() -> {
        begun.countDown();
        goOn.await();
        uninterrupted.countDown();
        return null;
      });
      Latches.await(begun);
      assertThat(running.cancel(true)).isTrue();
      assertThatExceptionOfType(CancellationException.class).isThrownBy(running::get);
      goOn.countDown();
      Latches.await(uninterrupted);
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitingInAsyncCodeIsAnErrorNotAHang(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      ExecutorService view = runtime.asExecutorService();
      CountDownLatch goOn = new CountDownLatch(1);
      Future<?> unfinished = view.submit(() -> {
        goOn.await();
        return null;
      });
      assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(() -> unfinished.get()))
          .withMessageContaining("await its JoinHandle");
      goOn.countDown();
      assertThatIllegalStateException()
          .isThrownBy(() -> runtime.blockOn(() -> view.awaitTermination(1, TimeUnit.HOURS)));
      assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(() -> view.invokeAny(List.of(() -> 1))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsTheWait(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      ExecutorService view = runtime.asExecutorService();
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> view.awaitTermination(1, TimeUnit.HOURS)); // nobody has shut it down
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shutdownOfTheRuntimeEndsTheView(Flavor flavor) throws Exception {
    AsyncRuntime runtime = flavor.build();
    ExecutorService view = runtime.asExecutorService();
    Future<Integer> unfinished = flavor == Flavor.CURRENT ? view.submit(() -> 1) : null;
    runtime.close();
    assertThat(view.isShutdown()).isTrue();
    assertThat(view.isTerminated()).isTrue();
    assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> view.submit(() -> 1));
    if (unfinished != null) {
      assertThatExceptionOfType(CancellationException.class).isThrownBy(unfinished::get);
    }
  }

  @Test
  void aRuntimeThatEndsInTheMiddleOfAWaitWithALimitEndsTheWait() throws Exception {
    AsyncRuntime runtime = Flavor.CURRENT.build();
    ExecutorService view = runtime.asExecutorService();
    view.execute(runtime::shutdownBackground);
    assertThat(view.awaitTermination(1, TimeUnit.HOURS)).isTrue();
  }

  @Test
  void whoWaitsForTheEndLearnsOfTheEndOfTheRuntime() throws Exception {
    AsyncRuntime runtime = Flavor.MULTI.build();
    ExecutorService view = runtime.asExecutorService();
    FutureTask<Boolean> wait = new FutureTask<>(() -> view.awaitTermination(1, TimeUnit.HOURS));
    new Thread(wait, "waits for the end").start();
    Latches.until("somebody waits", () -> runtime.metrics().numAliveTasks() == 1);
    runtime.close();
    assertThat(wait.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void nullFailsAtTheCall() {
    try (AsyncRuntime runtime = Flavor.MULTI.build()) {
      ExecutorService view = runtime.asExecutorService();
      assertThatNullPointerException().isThrownBy(() -> view.execute(null));
      assertThatNullPointerException().isThrownBy(() -> view.submit((Runnable) null));
    }
  }
}
