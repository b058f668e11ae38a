package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.AbortHandle;
import io.asyncruntime.task.CancellationToken;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.JoinMap;
import io.asyncruntime.task.JoinSet;
import io.asyncruntime.task.Joined;
import io.asyncruntime.task.JoinedKey;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.task.TaskLocal;
import io.asyncruntime.task.TaskTracker;
import io.asyncruntime.testkit.PollProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets, maps and trackers of tasks, cancellation and task-locals on both flavors of the runtime. */
@Timeout(30)
class TaskCollectionsTest {
  private static final TaskLocal<String> USER = TaskLocal.create("user");

  private static AsyncRuntime runtime(RuntimeFlavor flavor) {
    return flavor == RuntimeFlavor.MULTI_THREAD ? AsyncRuntime.multiThread().workerThreads(2).build()
        : AsyncRuntime.currentThread().build();
  }

  @ParameterizedTest
  @EnumSource
  void aSetJoinsEachOfManyTasksOnce(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      List<Integer> outputs = runtime.blockOn(() -> {
        JoinSet<Integer> set = new JoinSet<>();
        for (int i = 0; i < 1_000; i++) {
          int number = i;
          set.spawn(() -> {
            await(yieldNow());
            return number;
          });
        }
        List<Integer> joined = new ArrayList<>();
        for (Optional<Joined<Integer>> next = await(set.joinNext()); next.isPresent(); next = await(set.joinNext())) {
          joined.add(next.get().value());
        }
        return joined;
      });
      assertThat(outputs).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void joinAllRethrowsTheFirstFailureAndAbortsTheRest(RuntimeFlavor flavor) throws Exception {
    try (AsyncRuntime runtime = runtime(flavor)) {
      CountDownLatch dropped = new CountDownLatch(1);
      PollProbe<String> endless = new PollProbe<String>().onDrop(dropped::countDown);
      JoinSet<String> set = new JoinSet<>(runtime);
      AbortHandle rest = set.spawn(endless);
      set.spawn(() -> { throw new IllegalArgumentException("first"); });
      assertThatThrownBy(() -> runtime.blockOn(set.joinAll())).isInstanceOf(JoinException.class)
          .hasCauseInstanceOf(IllegalArgumentException.class);
      assertThat(set.isEmpty()).isTrue();
      runtime.blockOn(() -> {
        while (!rest.isFinished()) {
          await(yieldNow());
        }
      });
      dropped.await();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shutdownEndsWhenEveryTaskHasBeenDropped(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      AtomicInteger cleaned = new AtomicInteger();
      runtime.blockOn(() -> {
        try (JoinSet<Void> set = new JoinSet<>()) {
          AtomicInteger started = new AtomicInteger();
          for (int i = 0; i < 10; i++) {
            set.spawn(() -> {
              started.incrementAndGet();
              try {
                await(Future.pending());
              } finally {
                cleaned.incrementAndGet();
              }
            });
          }
          while (started.get() < 10) {
            await(yieldNow());
          }
          await(set.shutdown());
          assertThat(set.isEmpty()).isTrue();
        }
      });
      assertThat(cleaned).hasValue(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSetHoldsBlockingJobsToo(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      JoinSet<String> set = new JoinSet<>(runtime);
      set.spawnBlocking(() -> "job");
      set.spawn(() -> "block");
      set.spawn("named", Future.ready("future"));
      assertThat(runtime.blockOn(set.joinAll())).containsExactlyInAnyOrder("job", "block", "future");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSetSpawnedIntoAfterTheEndOfTheRuntimeReadsCancelled(RuntimeFlavor flavor) {
    AsyncRuntime runtime = runtime(flavor);
    JoinSet<String> set = new JoinSet<>(runtime);
    runtime.close();
    set.spawn(Future.ready("late"));
    assertThatThrownBy(set::tryJoinNext).isInstanceOfSatisfying(JoinException.class,
        failure -> assertThat(failure.isCancelled()).isTrue());
    assertThat(set.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aSetOfLocalTasks(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor); LocalSet local = new LocalSet()) {
      Thread owner = Thread.currentThread();
      List<Thread> threads = runtime.blockOn(local.runUntil(async(() -> {
        JoinSet<Thread> set = new JoinSet<>();
        set.spawnLocal((Future<Thread>) cx -> io.asyncruntime.future.Poll.ready(Thread.currentThread()));
        return await(set.joinAll());
      })));
      assertThat(threads).containsExactly(owner);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMapReplacesTheTaskOfAKey(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      runtime.blockOn(() -> {
        JoinMap<String, Integer> map = new JoinMap<>();
        AbortHandle first = map.spawn("key", Future.pending());
        map.spawn("key", () -> 2);
        JoinedKey<String, Integer> joined = await(map.joinNext()).orElseThrow();
        assertThat(joined.key()).isEqualTo("key");
        assertThat(joined.task().isFinished()).isTrue();
        assertThat(await(joined.task())).isEqualTo(2);
        assertThat(await(map.joinNext())).isEmpty();
        while (!first.isFinished()) {
          await(yieldNow());
        }
      });
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTrackerWaitsForAllThatWasSpawned(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      AtomicInteger done = new AtomicInteger();
      runtime.blockOn(() -> {
        TaskTracker tracker = new TaskTracker();
        for (int i = 0; i < 100; i++) {
          tracker.spawn(() -> {
            await(yieldNow());
            done.incrementAndGet();
          });
          tracker.spawnBlocking(done::incrementAndGet);
        }
        JoinHandle<Void> endless = tracker.spawn(Future.<Void>pending());
        tracker.close();
        endless.abort();
        await(tracker.awaitEmpty());
        assertThat(tracker.size()).isZero();
      });
      assertThat(done).hasValue(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTrackerForgetsABlockingJobThatIsAbortedBeforeItStarts(RuntimeFlavor flavor) throws Exception {
    AsyncRuntime.Builder builder =
        flavor == RuntimeFlavor.MULTI_THREAD ? AsyncRuntime.multiThread() : AsyncRuntime.currentThread();
    try (AsyncRuntime runtime = builder.maxBlockingThreads(1).build()) {
      CountDownLatch release = new CountDownLatch(1);
      JoinHandle<Void> first = runtime.spawnBlocking(() -> release.await());
      TaskTracker tracker = new TaskTracker(runtime);
      JoinHandle<Integer> second = tracker.spawnBlocking(() -> 1);
      tracker.close();
      second.abort();
      runtime.blockOn(tracker.awaitEmpty());
      assertThatThrownBy(second::join).isInstanceOfSatisfying(JoinException.class,
          failure -> assertThat(failure.isCancelled()).isTrue());
      release.countDown();
      first.join();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTokenStopsATreeOfTasks(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      CancellationToken root = new CancellationToken();
      AtomicInteger cleaned = new AtomicInteger();
      List<JoinHandle<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        tasks.add(runtime.spawn(root.childToken().runUntilCancelled(async(() -> {
          try {
            return await(Future.<Void>pending());
          } finally {
            cleaned.incrementAndGet();
          }
        }))));
      }
      runtime.blockOn(() -> {
        for (int i = 0; i < 20; i++) {
          await(yieldNow());
        }
        root.cancel();
        for (JoinHandle<Void> task : tasks) {
          assertThatThrownBy(() -> await(task)).isInstanceOf(JoinException.class)
              .hasCauseInstanceOf(CancellationException.class);
        }
      });
      assertThat(cleaned.get()).isLessThanOrEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskLocalFollowsItsBlockAcrossAwaitsAndNoOther(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      JoinSet<String> set = new JoinSet<>(runtime);
      for (int i = 0; i < 50; i++) {
        String mine = "user" + i;
        set.spawn(USER.scope(mine, async(() -> {
          for (int step = 0; step < 20; step++) {
            assertThat(USER.get()).isEqualTo(mine);
            await(yieldNow());
          }
          return USER.get();
        })));
        set.spawn(() -> {
          for (int step = 0; step < 20; step++) {
            assertThat(USER.tryGet()).isEmpty();
            await(yieldNow());
          }
          return "nobody";
        });
      }
      assertThat(runtime.blockOn(set.joinAll())).hasSize(100).contains("user0", "user49", "nobody");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlockMayAwaitInsideScopeSync(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      JoinSet<Boolean> set = new JoinSet<>(runtime);
      for (int i = 0; i < 50; i++) {
        String mine = "user" + i;
        set.spawn(() -> {
          USER.scopeSync(mine, () -> {
            for (int step = 0; step < 20; step++) {
              await(yieldNow());
              assertThat(USER.get()).isEqualTo(mine);
            }
            return null;
          });
          return USER.tryGet().isEmpty();
        });
        set.spawn(async(() -> USER.tryGet().isEmpty()));
      }
      assertThat(runtime.blockOn(set.joinAll())).hasSize(100).containsOnly(true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSpawnedTaskDoesNotInherit(RuntimeFlavor flavor) throws Exception {
    try (AsyncRuntime runtime = runtime(flavor)) {
      List<Boolean> inherited = USER.scopeSync("outer", () -> runtime.blockOn(async(() -> {
        JoinHandle<Boolean> child = runtime.spawn((Future<Boolean>) cx -> io.asyncruntime.future.Poll
            .ready(USER.tryGet().isPresent()));
        JoinHandle<Boolean> block = runtime.spawn(() -> USER.tryGet().isPresent());
        JoinHandle<Boolean> job = runtime.spawnBlocking(() -> USER.tryGet().isPresent());
        assertThat(USER.get()).isEqualTo("outer");
        return List.of(await(child), await(block), await(job));
      })));
      assertThat(inherited).containsExactly(false, false, false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskLocalIsThereWhenAnAbortedTaskIsDropped(RuntimeFlavor flavor) {
    try (AsyncRuntime runtime = runtime(flavor)) {
      List<String> seen = new ArrayList<>();
      runtime.blockOn(() -> {
        JoinHandle<Void> task = runtime.spawn(USER.scope("ann", async(() -> {
          try {
            return await(Future.<Void>pending());
          } finally {
            seen.add(USER.get());
          }
        })));
        await(yieldNow());
        while (seen.isEmpty() && !task.isFinished() && runtime.metrics().numAliveTasks() > 0) {
          await(yieldNow());
          task.abort();
        }
        assertThatThrownBy(() -> await(task)).isInstanceOf(JoinException.class);
      });
      assertThat(seen).allMatch("ann"::equals);
    }
  }
}
