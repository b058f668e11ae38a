package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scheduler that lives on the threads of its callers. */
@Timeout(120)
class CurrentThreadTest {
  private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();

  @Test
  void itStartsNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (AsyncRuntime fresh = AsyncRuntime.currentThread().longPollThreshold(Duration.ofMillis(1)).build()) {
      JoinHandle<Integer> task = fresh.spawn(sleep(Duration.ofMillis(3)).map(x -> 1));
      assertThat(fresh.blockOn(task)).isEqualTo(1);
      Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
      after.removeAll(before);
      assertThat(after).filteredOn(thread -> thread.getName().contains("async")).isEmpty();
    }
  }

  @Test
  void spawnedTasksAreFrozenWhileNobodyIsInBlockOn() {
    PollProbe<String> task = new PollProbe<>();
    runtime.spawn(task).drop();
    assertThat(task.polls()).isZero();
    runtime.blockOn(yieldNow());
    assertThat(task.polls()).isEqualTo(1);
    task.wake();
    assertThat(task.polls()).isEqualTo(1);
    runtime.blockOn(yieldNow());
    assertThat(task.polls()).isEqualTo(2);
  }

  @Test
  void tasksRunOnTheCallersThreadInTheOrderOfTheirSpawn() {
    List<Object> order = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int n = i;
      runtime.spawn((Future<Object>) cx -> {
        order.add(n);
        return Poll.ready(Thread.currentThread());
      }).drop();
    }
    JoinHandle<Thread> last = runtime.spawn(cx -> Poll.ready(Thread.currentThread()));
    assertThat(runtime.blockOn(last)).isSameAs(Thread.currentThread());
    assertThat(order).hasSize(100).isSortedAccordingTo((a, b) -> (Integer) a - (Integer) b);
  }

  @Test
  void theFirstDrivesAndWhenItLeavesAnotherTakesOver() {
    Oneshot<String> first = Oneshot.channel();
    Oneshot<String> second = Oneshot.channel();
    Oneshot<String> third = Oneshot.channel();
    AtomicReference<Thread> pollerOfTask = new AtomicReference<>();
    FutureTask<String> a = driver("a", first);
    FutureTask<String> b = driver("b", second);
    FutureTask<String> c = driver("c", third);
    runtime.spawn(cx -> {
      pollerOfTask.set(Thread.currentThread());
      return Poll.ready(1);
    }).drop();
    Latches.until("a task runs", () -> pollerOfTask.get() != null);
    assertThat(pollerOfTask.getAndSet(null).getName()).isEqualTo("a");
    first.sender().send("1");
    assertThat(Latches.get(a)).isEqualTo("1");
    runtime.spawn(cx -> {
      pollerOfTask.set(Thread.currentThread());
      return Poll.ready(1);
    }).drop();
    Latches.until("another drives", () -> pollerOfTask.get() != null);
    assertThat(pollerOfTask.get().getName()).isIn("b", "c");
    boolean leaver = pollerOfTask.getAndSet(null).getName().equals("b");
    (leaver ? second : third).sender().send("2");
    assertThat(Latches.get(leaver ? b : c)).isEqualTo("2");
    JoinHandle<Integer> task = runtime.spawn(sleep(Duration.ofMillis(2)).map(x -> 5));
    assertThat(runtime.blockOn(task)).as("the timers have a driver too").isEqualTo(5);
    (leaver ? third : second).sender().send("3");
    assertThat(Latches.get(leaver ? c : b)).isEqualTo("3");
  }

  private FutureTask<String> driver(String name, Oneshot<String> channel) {
    CountDownLatch polled = Latches.one();
    FutureTask<String> call = Latches.start(name, () -> runtime.blockOn((Future<String>) cx -> {
      polled.countDown();
      return channel.receiver().poll(cx);
    }));
    Latches.await(polled);
    return call;
  }

  @Test
  void aWaitingCallerThatIsDoneLeavesByItself() {
    Oneshot<String> driving = Oneshot.channel();
    FutureTask<String> driver = driver("driver", driving);
    assertThat(runtime.blockOn(Future.ready(1))).isEqualTo(1);
    assertThat(runtime.<Integer>blockOn(() -> await(runtime.spawn(() -> 2)))).isEqualTo(2);
    assertThat(driver.isDone()).isFalse();
    driving.sender().send("x");
    assertThat(Latches.get(driver)).isEqualTo("x");
  }

  /** Liveness: many threads come and go, each waits for a task that whoever drives must run. */
  @Test
  void theSeatIsNeverLeftEmptyWhileSomebodyWaits() {
    int rounds = "long".equals(System.getProperty("stress")) ? 20_000 : 200;
    List<FutureTask<Integer>> callers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      callers.add(Latches.start("caller-" + t, () -> {
        int sum = 0;
        for (int i = 0; i < rounds; i++) {
          JoinHandle<Integer> task = runtime.spawn(yieldNow().map(x -> 1));
          sum += runtime.blockOn(task);
        }
        return sum;
      }));
    }
    callers.forEach(caller -> assertThat(Latches.get(caller)).isEqualTo(rounds));
    assertThat(runtime.metrics().numAliveTasks()).isZero();
  }

  @Test
  void theFutureOfBlockOnIsNotStarvedByTasks() {
    AtomicInteger polls = new AtomicInteger();
    JoinHandle<Object> greedy = runtime.spawn(cx -> {
      polls.incrementAndGet();
      cx.waker().wake();
      return Poll.pending();
    });
    runtime.blockOn(() -> {
      for (int i = 0; i < 10; i++) {
        await(yieldNow());
      }
    });
    assertThat(polls.get()).isBetween(10, 62 * 12);
    greedy.abort();
    runtime.blockOn(yieldNow());
    assertThat(greedy.isFinished()).isTrue();
  }

  @Test
  void timersFireBesideATaskThatNeverRests() {
    JoinHandle<Object> greedy = runtime.spawn(cx -> {
      cx.waker().wake();
      return Poll.pending();
    });
    runtime.blockOn(sleep(Duration.ofMillis(3)));
    greedy.abort();
    runtime.blockOn(async(() -> {
      await(yieldNow());
    }));
    assertThat(greedy.isFinished()).isTrue();
  }

  @Test
  void aParkHookThatSpawnsKeepsTheThreadAwake() {
    AtomicInteger spawned = new AtomicInteger();
    AtomicInteger parks = new AtomicInteger();
    AtomicInteger unparks = new AtomicInteger();
    Oneshot<String> channel = Oneshot.channel();
    try (AsyncRuntime hooked = AsyncRuntime.currentThread().onThreadPark(() -> {
      parks.incrementAndGet();
      if (spawned.incrementAndGet() == 1) {
        AsyncRuntime.current().spawn(() -> channel.sender().send("from the hook"));
      }
    }).onThreadUnpark(unparks::incrementAndGet).build()) {
      assertThat(hooked.blockOn(channel.receiver())).isEqualTo("from the hook");
      assertThat(parks.get()).isEqualTo(unparks.get()).isPositive();
    }
  }
}
