package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskMeta;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users are told of tasks and threads, and what is carried along. */
@Timeout(120)
class HooksAndContextTest {
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

  private final List<String> journal = new CopyOnWriteArrayList<>();

  @AfterEach
  void cleanThread() {
    TENANT.remove();
  }

  private final class Journal implements TaskHooks {
    @Override
    public void onSpawn(TaskMeta task) {
      journal.add("spawn " + task.name());
    }

    @Override
    public void beforePoll(TaskMeta task) {
      journal.add("before " + task.name());
    }

    @Override
    public void afterPoll(TaskMeta task) {
      journal.add("after " + task.name());
    }

    @Override
    public void onTerminate(TaskMeta task) {
      journal.add("terminate " + task.name());
    }
  }

  @ParameterizedTest
  @EnumSource
  void hooksSeeTheStationsOfATask(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().taskHooks(new Journal()).build()) {
      assertThat(runtime.blockOn(runtime.spawn("a", PollProbe.readyAfter(1, 1)))).isEqualTo(1);
    }
    assertThat(journal)
        .containsExactly("spawn a", "before a", "after a", "before a", "after a", "terminate a");
  }

  @ParameterizedTest
  @EnumSource
  void aDropIsNoPoll(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().taskHooks(new Journal()).build()) {
      JoinHandle<Object> handle = runtime.spawn("a", Future.pending());
      Latches.until("polled", () -> {
        runtime.blockOn(yieldNow());
        return journal.contains("after a");
      });
    }
    assertThat(journal).containsExactly("spawn a", "before a", "after a", "terminate a");
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedTaskHasItsHooksInPairs(Flavor flavor) {
    AsyncRuntime runtime = flavor.builder().taskHooks(new Journal()).build();
    runtime.close();
    runtime.spawn("late", Future.ready(1)).drop();
    assertThat(journal).containsExactly("spawn late", "terminate late");
  }

  @ParameterizedTest
  @EnumSource
  void aBlockingJobOnlyTerminates(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().taskHooks(new Journal()).build()) {
      runtime.blockOn(runtime.spawnBlocking("job", () -> 1));
    }
    assertThat(journal).containsExactly("terminate job");
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatThrowsHarmsNobody(Flavor flavor) {
    TaskHooks bad = new TaskHooks() {
      @Override
      public void beforePoll(TaskMeta task) {
        throw new IllegalStateException("hook");
      }

      @Override
      public void onTerminate(TaskMeta task) {
        throw new IllegalStateException("hook");
      }
    };
    try (AsyncRuntime runtime = flavor.builder().taskHooks(bad).onThreadPark(() -> {
      throw new IllegalStateException("park hook");
    }).build()) {
      assertThat(runtime.blockOn(runtime.spawn(Future.ready(1)))).isEqualTo(1);
      assertThat(runtime.blockOn(runtime.spawn(Future.ready(2)))).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void parksAndUnparksAlternate(Flavor flavor) {
    ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    AtomicInteger hookSpawns = new AtomicInteger();
    try (AsyncRuntime runtime = flavor == Flavor.MULTI
        ? AsyncRuntime.multiThread().workerThreads(1).onThreadPark(() -> {
          log.add("park");
          if (hookSpawns.incrementAndGet() <= 3) {
            AsyncRuntime.current().spawn(Future.ready(1)).drop();
          }
        }).onThreadUnpark(() -> log.add("unpark")).build()
        : AsyncRuntime.currentThread().onThreadPark(() -> log.add("park")).onThreadUnpark(() -> log.add("unpark"))
            .build()) {
      for (int i = 0; i < 5; i++) {
        runtime.blockOn(runtime.spawnBlocking(() -> 1));
        runtime.blockOn(runtime.spawn(Future.ready(1)));
      }
    }
    List<String> all = new ArrayList<>(log);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i)).isEqualTo(i % 2 == 0 ? "park" : "unpark");
    }
    assertThat(all.size()).isPositive();
  }

  private static final ContextPropagator PROPAGATOR = () -> {
    String captured = TENANT.get();
    return () -> {
      String before = TENANT.get();
      set(captured);
      return () -> set(before);
    };
  };

  private static void set(String tenant) {
    if (tenant == null) {
      TENANT.remove();
    } else {
      TENANT.set(tenant);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theContextIsThatOfTheSpawn(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().contextPropagator(PROPAGATOR).build()) {
      TENANT.set("blue");
      JoinHandle<String> task = runtime.spawn(cx -> Poll.ready(TENANT.get()));
      JoinHandle<String> block = runtime.spawn(() -> {
        await(yieldNow());
        return TENANT.get();
      });
      JoinHandle<String> job = runtime.spawnBlocking(TENANT::get);
      TENANT.set("green");
      assertThat(runtime.blockOn(task)).isEqualTo("blue");
      assertThat(runtime.blockOn(block)).isEqualTo("blue");
      assertThat(runtime.blockOn(job)).isEqualTo("blue");
      assertThat(TENANT.get()).isEqualTo("green");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChangeSurvivesTheAwaitsAndChildrenGetACopy(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().contextPropagator(PROPAGATOR).build()) {
      TENANT.set("blue");
      JoinHandle<List<String>> task = runtime.spawn(() -> {
        List<String> seen = new ArrayList<>();
        seen.add(TENANT.get());
        TENANT.set("red");
        JoinHandle<String> child = runtime.spawn(() -> {
          String own = TENANT.get();
          TENANT.set("of the child");
          await(yieldNow());
          return own;
        });
        await(yieldNow());
        seen.add(TENANT.get());
        seen.add(await(child));
        seen.add(TENANT.get());
        return seen;
      });
      assertThat(runtime.blockOn(task)).containsExactly("blue", "red", "red", "red");
      assertThat(TENANT.get()).isEqualTo("blue");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChangeOfAPlainFutureSurvivesItsPolls(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().contextPropagator(PROPAGATOR).build()) {
      TENANT.set("blue");
      List<String> seen = new CopyOnWriteArrayList<>();
      PollProbe<Integer> probe = PollProbe.readyAfter(1, 1);
      JoinHandle<Integer> task = runtime.spawn(probe.onPoll(() -> {
        seen.add(TENANT.get());
        TENANT.set("red");
      }));
      assertThat(runtime.blockOn(task)).isEqualTo(1);
      assertThat(seen).containsExactly("blue", "red");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingLeaksToTheNextTask(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().contextPropagator(PROPAGATOR).build()) {
      for (int i = 0; i < 20; i++) {
        TENANT.set("blue");
        runtime.blockOn(runtime.spawn(cx -> {
          TENANT.set("left behind");
          return Poll.ready(1);
        }));
        TENANT.remove();
        JoinHandle<String> next = runtime.spawn(cx -> Poll.ready(String.valueOf(TENANT.get())));
        assertThat(runtime.blockOn(next)).isEqualTo("null");
        assertThat(runtime.blockOn(runtime.spawnBlocking(() -> String.valueOf(TENANT.get())))).isEqualTo("null");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDropSeesTheContextOfItsTask(Flavor flavor) {
    List<String> seen = new CopyOnWriteArrayList<>();
    PollProbe<String> waiting = new PollProbe<String>().onDrop(() -> seen.add(TENANT.get()));
    AsyncRuntime runtime = flavor.builder().contextPropagator(PROPAGATOR).build();
    TENANT.set("blue");
    JoinHandle<String> handle = runtime.spawn(waiting);
    TENANT.remove();
    Latches.until("polled", () -> {
      runtime.blockOn(yieldNow());
      return waiting.polls() == 1;
    });
    runtime.close();
    assertThat(handle.isFinished()).isTrue();
    assertThat(seen).containsExactly("blue");
  }

  @ParameterizedTest
  @EnumSource
  void aPropagatorThatThrowsHarmsNobody(Flavor flavor) {
    ContextPropagator bad = () -> () -> {
      throw new IllegalStateException("propagator");
    };
    AsyncRuntime runtime = flavor.builder().contextPropagator(bad).build();
    assertThat(runtime.blockOn(runtime.spawn(Future.ready(1)))).isEqualTo(1);
    PollProbe<String> waiting = new PollProbe<>();
    JoinHandle<String> handle = runtime.spawn(waiting);
    handle.abort();
    Latches.until("dropped", () -> {
      runtime.blockOn(yieldNow());
      return handle.isFinished();
    });
    assertThat(runtime.blockOn(runtime.spawn(Future.ready(2)))).isEqualTo(2);
    runtime.close();
  }
}
