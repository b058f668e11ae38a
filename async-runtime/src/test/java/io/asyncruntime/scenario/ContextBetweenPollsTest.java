package io.asyncruntime.scenario;

import static io.asyncruntime.Async.blockInPlace;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A context may stay in force between two polls of its task, and is seen by nobody else. */
@Timeout(60)
class ContextBetweenPollsTest {
  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

  private final AtomicInteger restored = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final ContextPropagator propagator = new Tenants();

  @AfterEach
  void cleanThread() {
    TENANT.remove();
  }

  private class Tenants implements ContextPropagator {
    @Override
    public Snapshot capture() {
      return new Tenant(TENANT.get());
    }

    @Override
    public Snapshot captureAgain(Snapshot last) {
      return last instanceof Tenant same && same.is(TENANT.get()) ? last : capture();
    }
  }

  private final class Tenant implements ContextPropagator.Snapshot {
    private final @Nullable String name;

    Tenant(@Nullable String name) {
      this.name = name;
    }

    boolean is(@Nullable String other) {
      return name == null ? other == null : name.equals(other);
    }

    @Override
    public ContextPropagator.Scope restore() {
      restored.incrementAndGet();
      open.incrementAndGet();
      String before = TENANT.get();
      TENANT.set(name);
      return () -> {
        open.decrementAndGet();
        TENANT.set(before);
      };
    }
  }

  /** One thread for all tasks, and nothing that takes any away from it. */
  private static AsyncRuntime.Builder oneThread(Flavor flavor) {
    return flavor == Flavor.MULTI
        ? AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ZERO)
        : AsyncRuntime.currentThread();
  }

  /** Asks {@code step} in each of its polls, which follow each other at once, and gives what it said. */
  private static Future<List<String>> polledAgain(int polls, IntFunction<String> step) {
    List<String> said = new ArrayList<>();
    return (Context cx) -> {
      said.add(step.apply(said.size()));
      if (said.size() == polls) { return Poll.ready(said); }
      cx.waker().wake();
      return Poll.pending();
    };
  }

  private static String tenant() {
    return String.valueOf(TENANT.get());
  }

  private static Future<String> reading() {
    return cx -> Poll.ready(tenant());
  }

  @ParameterizedTest
  @EnumSource
  void theNextPollOfTheSameTaskRestoresNothing(Flavor flavor) {
    try (AsyncRuntime runtime = oneThread(flavor).contextPropagator(propagator).build()) {
      TENANT.set("blue");
      JoinHandle<List<String>> task = runtime.spawn(polledAgain(20, poll -> tenant()));
      assertThat(runtime.blockOn(task)).hasSize(20).containsOnly("blue");
    }
    assertThat(restored).hasValue(1);
    assertThat(open).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void whatAPollChangesTheNextFindsAndNobodyElse(Flavor flavor) {
    try (AsyncRuntime runtime = oneThread(flavor).contextPropagator(propagator).build()) {
      TENANT.set("blue");
      JoinHandle<List<String>> task = runtime.spawn(polledAgain(4, poll -> {
        String found = tenant();
        TENANT.set("blue" + poll);
        return found;
      }));
      JoinHandle<String> next = runtime.spawn(reading());
      assertThat(runtime.blockOn(task)).containsExactly("blue", "blue0", "blue1", "blue2");
      assertThat(runtime.blockOn(next)).isEqualTo("blue");
      TENANT.remove();
      assertThat(runtime.blockOn(runtime.spawn(reading()))).isEqualTo("null");
    }
    assertThat(open).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void tasksThatTakeTurnsFindTheirOwn(Flavor flavor) {
    try (AsyncRuntime runtime = oneThread(flavor).contextPropagator(propagator).build()) {
      List<JoinHandle<List<String>>> tasks = new ArrayList<>();
      for (String name : List.of("blue", "red", "green")) {
        TENANT.set(name);
        tasks.add(runtime.spawn(polledAgain(200, poll -> tenant())));
      }
      TENANT.remove();
      tasks.add(runtime.spawn(polledAgain(200, poll -> tenant())));
      List<String> names = new ArrayList<>();
      for (JoinHandle<List<String>> task : tasks) {
        names.add(String.join(" ", runtime.blockOn(task).stream().distinct().toList()));
      }
      assertThat(names).containsExactly("blue", "red", "green", "null");
      assertThat(TENANT.get()).isNull();
    }
    assertThat(open).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void aThreadThatSleepsKeepsNone(Flavor flavor) {
    CountDownLatch polled = Latches.one();
    CountDownLatch slept = Latches.one();
    List<String> seen = new CopyOnWriteArrayList<>();
    AsyncRuntime runtime = oneThread(flavor).contextPropagator(propagator).onThreadPark(() -> {
      seen.add(tenant() + " " + open.get());
      if (polled.getCount() == 0) {
        slept.countDown();
      }
    }).build();
    JoinHandle<Void> task = spawnBlue(runtime, polled);
    CompletableFuture<Void> enough = new CompletableFuture<>();
    FutureTask<Boolean> other = Latches.start("other", () -> {
      Latches.await(slept);
      return enough.complete(null);
    });
    runtime.blockOn(Future.from(enough));
    assertThat(Latches.get(other)).isTrue();
    assertThat(seen).isNotEmpty().containsOnly("null 0");
    runtime.close();
    assertThat(task.isFinished()).isTrue();
    assertThat(open).hasValue(0);
  }

  private static JoinHandle<Void> spawnBlue(AsyncRuntime runtime, CountDownLatch polled) {
    TENANT.set("blue");
    JoinHandle<Void> task = runtime.spawn(cx -> {
      polled.countDown();
      return Poll.pending();
    });
    TENANT.remove();
    return task;
  }

  @ParameterizedTest
  @EnumSource
  void aLocalTaskHasItsOwnAndGivesBackTheCallers(Flavor flavor) {
    try (AsyncRuntime runtime = oneThread(flavor).contextPropagator(propagator).build()) {
      TENANT.set("outer");
      assertThat(runLocal(runtime)).containsExactly("local local local", "changed");
    }
    assertThat(open).hasValue(0);
  }

  @Test
  void aLocalTaskInThePollOfAnotherGivesBackThePolls() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).contextPropagator(propagator).build()) {
      TENANT.set("outer");
      Future<List<String>> both = polledAgain(2, poll -> blockInPlace(() -> String.join(", ", runLocal(runtime))));
      assertThat(runtime.blockOn(runtime.spawn(both))).containsOnly("local local local, changed");
    }
    assertThat(open).hasValue(0);
  }

  private static List<String> runLocal(AsyncRuntime runtime) {
    LocalSet set = new LocalSet();
    Future<List<String>> spawning = Future.lazy(() -> { // inside, where the set knows the runtime, and so its propagator
      TENANT.set("local");
      JoinHandle<List<String>> local = set.spawnLocal(polledAgain(3, poll -> tenant()));
      TENANT.set("changed");
      return local.map(seen -> List.of(String.join(" ", seen), tenant()));
    });
    return runtime.blockOn(set.runUntil(spawning));
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatIsRefusedInAPollDoesNotTakeThePollsContext(Flavor flavor) {
    AsyncRuntime closed = AsyncRuntime.multiThread().workerThreads(1).contextPropagator(propagator).build();
    closed.close();
    try (AsyncRuntime runtime = oneThread(flavor).contextPropagator(propagator).build()) {
      TENANT.set("blue");
      JoinHandle<List<String>> task = runtime.spawn(polledAgain(2, poll -> {
        closed.spawn(reading()).drop();
        return tenant();
      }));
      assertThat(runtime.blockOn(task)).containsExactly("blue", "blue");
    }
    assertThat(open).hasValue(0);
  }

  @Test
  void aThreadThatGaveItsWorkerAwayKeepsNone() {
    List<String> atTheEnd = new CopyOnWriteArrayList<>();
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).contextPropagator(propagator)
        .onThreadStop(() -> atTheEnd.add(tenant())).build()) {
      TENANT.set("blue");
      JoinHandle<List<String>> task = runtime.spawn(polledAgain(3, poll -> blockInPlace(() -> {
        assertThat(runtime.<String>spawn(reading()).join()).isEqualTo("blue"); // on the worker's next thread
        return tenant();
      })));
      assertThat(runtime.blockOn(task)).containsExactly("blue", "blue", "blue");
    }
    assertThat(atTheEnd).isNotEmpty().containsOnly("null");
    assertThat(open).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void aPropagatorThatCannotCaptureAgainLeaksNothing(Flavor flavor) {
    ContextPropagator bad = new Tenants() {
      @Override
      public Snapshot captureAgain(Snapshot last) {
        throw new IllegalStateException("a propagator that is at fault");
      }
    };
    try (AsyncRuntime runtime = oneThread(flavor).contextPropagator(bad).build()) {
      TENANT.set("blue");
      JoinHandle<List<String>> task = runtime.spawn(polledAgain(3, poll -> {
        String found = tenant();
        TENANT.set("changed");
        return found;
      }));
      TENANT.remove();
      JoinHandle<String> next = runtime.spawn(reading());
      assertThat(runtime.blockOn(task)).containsExactly("blue", "blue", "blue"); // as it was known last
      assertThat(runtime.blockOn(next)).isEqualTo("null");
    }
    assertThat(open).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void aScopeThatCannotBeClosedHarmsNobody(Flavor flavor) {
    ContextPropagator bad = () -> () -> () -> {
      throw new IllegalStateException("a scope that is at fault");
    };
    try (AsyncRuntime runtime = oneThread(flavor).contextPropagator(bad).build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(runtime.blockOn(runtime.spawn(polledAgain(3, poll -> "polled")))).hasSize(3);
      }
    }
  }
}
