package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.consumeBudget;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.unconstrained;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Notify;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is ready gets a turn. */
@Timeout(120)
class FairnessTest {
  private static AsyncRuntime oneWorker() {
    return AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ZERO).build();
  }

  private static AsyncRuntime oneWorker(Flavor flavor) {
    return flavor == Flavor.MULTI ? oneWorker() : flavor.build();
  }

  /** A task that wakes itself in each poll, until it is told to stop. */
  private static Future<Integer> greedy(AtomicBoolean stop) {
    return cx -> {
      if (stop.get()) { return Poll.ready(1); }
      cx.waker().wake();
      return Poll.pending();
    };
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatWakesItselfStarvesNobody(Flavor flavor) {
    try (AsyncRuntime runtime = oneWorker(flavor)) {
      AtomicBoolean stop = new AtomicBoolean();
      JoinHandle<Integer> one = runtime.spawn(greedy(stop));
      JoinHandle<Integer> two = runtime.spawn(greedy(stop));
      assertThat(runtime.blockOn(runtime.spawn(PollProbe.readyAfter(20, 5)))).as("from outside").isEqualTo(5);
      assertThat(runtime.<Integer>blockOn(() -> await(runtime.spawn(() -> 6)))).isEqualTo(6);
      runtime.blockOn(runtime.spawn(sleep(Duration.ofMillis(2))));
      stop.set(true);
      assertThat(runtime.blockOn(one) + runtime.blockOn(two)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLoopThatYieldsLetsTimersAndOthersRun(Flavor flavor) {
    try (AsyncRuntime runtime = oneWorker(flavor)) {
      AtomicBoolean stop = new AtomicBoolean();
      JoinHandle<Integer> yielding = runtime.spawn(() -> {
        int rounds = 0;
        while (!stop.get()) {
          await(yieldNow());
          rounds++;
        }
        return rounds;
      });
      runtime.blockOn(runtime.spawn(sleep(Duration.ofMillis(3)).map(x -> {
        stop.set(true);
        return 1;
      })));
      assertThat(runtime.blockOn(yielding)).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aYieldComesAfterThePeersThatAreReady(Flavor flavor) {
    try (AsyncRuntime runtime = oneWorker(flavor)) {
      List<String> order = new CopyOnWriteArrayList<>();
      JoinHandle<Void> task = runtime.spawn(Future.lazy(() -> {
        for (int i = 0; i < 5; i++) {
          int n = i;
          runtime.spawn(cx -> {
            order.add("peer" + n);
            return Poll.ready(1);
          }).drop();
        }
        return yieldNow().map(x -> {
          order.add("after the yield");
          return null;
        });
      }));
      runtime.blockOn(task);
      assertThat(order).hasSize(6).endsWith("after the yield");
    }
  }

  @Test
  void twoTasksThatWakeEachOtherThroughTheLifoSlotStarveNobody() {
    try (AsyncRuntime runtime = oneWorker()) {
      AtomicBoolean stop = new AtomicBoolean();
      Notify ping = new Notify();
      Notify pong = new Notify();
      JoinHandle<Void> a = runtime.spawn(() -> bounce(stop, ping, pong));
      JoinHandle<Void> b = runtime.spawn(() -> bounce(stop, pong, ping));
      ping.notifyOne();
      JoinHandle<Integer> peer = runtime.spawn(PollProbe.readyAfter(100, 5));
      assertThat(runtime.blockOn(peer)).isEqualTo(5);
      stop.set(true);
      ping.notifyOne();
      pong.notifyOne();
      runtime.blockOn(Futures.join(List.of(a, b)));
    }
  }

  private static void bounce(AtomicBoolean stop, Notify mine, Notify other) {
    while (!stop.get()) {
      await(mine.notified());
      other.notifyOne();
    }
  }

  /** A chain in which each task wakes the next: after three of them the queue has its turn. */
  @Test
  void atMostThreeLifoPollsInARow() {
    try (AsyncRuntime runtime = oneWorker()) {
      List<String> order = new CopyOnWriteArrayList<>();
      JoinHandle<Integer> root = runtime.spawn(cx -> {
        runtime.spawn(noting(order, "peer1")).drop();
        runtime.spawn(noting(order, "peer2")).drop();
        runtime.spawn(chain(runtime, order, 8)).drop();
        return Poll.ready(1);
      });
      runtime.blockOn(root);
      Latches.until("all have run", () -> order.size() == 10);
      int peer = order.indexOf("peer1");
      assertThat(order.subList(0, peer)).hasSizeLessThanOrEqualTo(3).allMatch(name -> name.startsWith("chain"));
      assertThat(order.get(0)).as("what was spawned last runs first").isEqualTo("chain8");
    }
  }

  @Test
  void withoutTheLifoSlotTheOrderIsThatOfTheSpawns() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).lifoSlot(false).build()) {
      List<String> order = new CopyOnWriteArrayList<>();
      JoinHandle<Integer> root = runtime.spawn(cx -> {
        runtime.spawn(noting(order, "peer1")).drop();
        runtime.spawn(noting(order, "peer2")).drop();
        runtime.spawn(chain(runtime, order, 2)).drop();
        return Poll.ready(1);
      });
      runtime.blockOn(root);
      Latches.until("all have run", () -> order.size() == 4);
      assertThat(order).containsExactly("peer1", "peer2", "chain2", "chain1");
    }
  }

  private static Future<Integer> noting(List<String> order, String name) {
    return cx -> {
      order.add(name);
      return Poll.ready(1);
    };
  }

  private static Future<Integer> chain(AsyncRuntime runtime, List<String> order, int left) {
    return cx -> {
      order.add("chain" + left);
      if (left > 1) {
        runtime.spawn(chain(runtime, order, left - 1)).drop();
      }
      return Poll.ready(1);
    };
  }

  @ParameterizedTest
  @EnumSource
  void theBudgetForcesAYieldAfter128Steps(Flavor flavor) {
    try (AsyncRuntime runtime = oneWorker(flavor)) {
      PollCounter counter = new PollCounter(1_000);
      runtime.blockOn(runtime.spawn(counter));
      assertThat(counter.stepsOfPoll).containsExactly(128, 128, 128, 128, 128, 128, 128, 104);
      assertThat(runtime.metrics().budgetForcedYieldCount()).isEqualTo(7);
      PollCounter exempt = new PollCounter(1_000);
      runtime.blockOn(runtime.spawn(unconstrained(exempt)));
      assertThat(exempt.stepsOfPoll).containsExactly(1_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPollIsForcedToYieldOnceHoweverManyOfItsBranchesMeetTheEndOfTheBudget(Flavor flavor) {
    try (AsyncRuntime runtime = oneWorker(flavor)) {
      Future<Integer> both = Futures.join(new PollCounter(300), new PollCounter(300), Integer::sum);
      AtomicInteger suspended = new AtomicInteger();
      runtime.blockOn(runtime.spawn((Future<Integer>) cx -> {
        Poll<Integer> poll = both.poll(cx);
        if (!poll.isReady()) {
          suspended.incrementAndGet();
        }
        return poll;
      }));
      assertThat(suspended).hasValueGreaterThanOrEqualTo(4);
      assertThat(runtime.metrics().budgetForcedYieldCount()).isEqualTo(suspended.get());
    }
  }

  /** Takes units of the budget until it is out of them. */
  private static final class PollCounter implements Future<Integer> {
    private final List<Integer> stepsOfPoll = new CopyOnWriteArrayList<>();
    private int left;

    PollCounter(int steps) {
      left = steps;
    }

    @Override
    public Poll<Integer> poll(Context cx) throws Exception {
      int steps = 0;
      while (left > 0 && consumeBudget().poll(cx).isReady()) {
        left--;
        steps++;
      }
      stepsOfPoll.add(steps);
      return left == 0 ? Poll.ready(1) : Poll.pending();
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyWakesBeforeAPollAreOne(Flavor flavor) {
    try (AsyncRuntime runtime = oneWorker(flavor)) {
      PollProbe<String> probe = new PollProbe<>();
      JoinHandle<String> task = runtime.spawn(probe);
      Latches.until("polled", () -> {
        runtime.blockOn(yieldNow());
        return probe.polls() == 1;
      });
      JoinHandle<Object> waker = runtime.spawn(cx -> {
        for (int i = 0; i < 100; i++) {
          probe.wake();
        }
        return Poll.ready(1);
      });
      runtime.blockOn(waker);
      runtime.blockOn(runtime.spawn(yieldNow()));
      runtime.blockOn(runtime.spawn(yieldNow()));
      assertThat(probe.polls()).isEqualTo(2);
      probe.complete("x");
      assertThat(runtime.blockOn(task)).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedMakesTheSameChoices(Flavor flavor) {
    assertThat(choices(flavor, 7)).isEqualTo(choices(flavor, 7));
    assertThat(choices(flavor, 7)).isNotEqualTo(choices(flavor, 8));
  }

  private static List<Integer> choices(Flavor flavor, long seed) {
    AsyncRuntime.Builder builder =
        flavor == Flavor.MULTI ? AsyncRuntime.multiThread().workerThreads(1) : flavor.builder();
    try (AsyncRuntime runtime = builder.rngSeed(seed).build()) {
      AtomicInteger rounds = new AtomicInteger();
      JoinHandle<List<Integer>> task = runtime.spawn(cx -> {
        List<Integer> chosen = new ArrayList<>();
        while (rounds.getAndIncrement() < 40) {
          chosen.add(Futures.select(List.of(Future.ready(1), Future.ready(2), Future.ready(3))).poll(cx).value());
        }
        return Poll.ready(chosen);
      });
      return runtime.blockOn(task);
    }
  }
}
