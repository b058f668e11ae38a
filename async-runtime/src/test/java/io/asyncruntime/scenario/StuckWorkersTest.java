package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.SpareWorker;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is lost behind a poll that does not end. */
@Timeout(120)
class StuckWorkersTest {
  private final List<LongPoll> reports = new CopyOnWriteArrayList<>();

  private AsyncRuntime runtime(int workers) {
    return AsyncRuntime.multiThread().workerThreads(workers).longPollThreshold(Duration.ofMillis(20))
        .onLongPoll(reports::add).build();
  }

  /** A poll that lasts until it is let go, after {@code first} has run in it. */
  private static final class Stuck implements Future<Integer> {
    final CountDownLatch inside = Latches.one();
    final CountDownLatch mayEnd = Latches.one();
    private final Runnable first;

    Stuck(Runnable first) {
      this.first = first;
    }

    @Override
    public Poll<Integer> poll(Context cx) {
      first.run();
      inside.countDown();
      Latches.await(mayEnd);
      return Poll.ready(1);
    }
  }

  private static Stuck stick(AsyncRuntime runtime) {
    return stick(runtime, () -> {
    });
  }

  private static Stuck stick(AsyncRuntime runtime, Runnable first) {
    Stuck stuck = new Stuck(first);
    runtime.spawn("stuck", stuck).drop();
    Latches.await(stuck.inside);
    return stuck;
  }

  @Test
  void theLifoSlotOfOneStuckWorkerIsRescued() {
    try (AsyncRuntime runtime = runtime(2)) {
      CountDownLatch ran = Latches.one();
      Stuck stuck = stick(runtime, () -> runtime.spawn(ran::countDown));
      Latches.await(ran);
      stuck.mayEnd.countDown();
    }
  }

  @Test
  void theQueueOfOneStuckWorkerIsStolen() {
    try (AsyncRuntime runtime = runtime(2)) {
      CountDownLatch ran = new CountDownLatch(300);
      Stuck stuck = stick(runtime, () -> {
        for (int i = 0; i < 300; i++) {
          runtime.spawn(ran::countDown);
        }
      });
      Latches.await(ran);
      stuck.mayEnd.countDown();
    }
  }

  @Test
  void timersFireWhileEveryWorkerIsStuck() {
    try (AsyncRuntime runtime = runtime(2)) {
      List<Stuck> all = List.of(stick(runtime), stick(runtime));
      runtime.blockOn(sleep(Duration.ofMillis(5)));
      JoinHandle<Integer> later = runtime.spawn(sleep(Duration.ofMillis(5)).map(x -> 2));
      assertThat(runtime.blockOn(later)).isEqualTo(2);
      all.forEach(stuck -> stuck.mayEnd.countDown());
    }
  }

  @Test
  void timersFireWhileOneWorkerIsStuck() {
    try (AsyncRuntime runtime = runtime(2)) {
      Stuck stuck = stick(runtime, () -> runtime.spawn("sleeps", sleep(Duration.ofMillis(1))));
      runtime.blockOn(sleep(Duration.ofMillis(5)));
      JoinHandle<Integer> later = runtime.spawn(sleep(Duration.ofMillis(5)).map(x -> 2));
      assertThat(runtime.blockOn(later)).isEqualTo(2);
      Latches.until("the timer of the stuck worker has fired", () -> runtime.metrics().numAliveTasks() == 1);
      stuck.mayEnd.countDown();
    }
  }

  @Test
  void queuedTasksRunWhileEveryWorkerIsStuck() {
    try (AsyncRuntime runtime = runtime(2)) {
      AtomicInteger ran = new AtomicInteger();
      Runnable spawnSome = () -> {
        for (int i = 0; i < 10; i++) {
          runtime.spawn(() -> ran.incrementAndGet());
        }
      };
      List<Stuck> all = List.of(stick(runtime, spawnSome), stick(runtime, spawnSome));
      for (int i = 0; i < 10; i++) {
        runtime.spawn(() -> ran.incrementAndGet());
      }
      Latches.until("all have run", () -> ran.get() == 30);
      all.forEach(stuck -> stuck.mayEnd.countDown());
    }
  }

  @Test
  void aTaskThatYieldedIsNotHeldBackByTheStuckPollAfterIt() {
    try (AsyncRuntime runtime = runtime(1)) {
      CountDownLatch resumed = Latches.one();
      Stuck stuck = new Stuck(() -> {
      });
      runtime.spawn(() -> {
        runtime.spawn("stuck", stuck).drop();
        await(yieldNow());
        resumed.countDown();
      });
      Latches.await(stuck.inside);
      Latches.await(resumed);
      stuck.mayEnd.countDown();
    }
  }

  @Test
  void aSpareWorkerThatIsStuckTooIsReplaced() {
    try (AsyncRuntime runtime = runtime(1)) {
      List<Stuck> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(stick(runtime));
      }
      assertThat(runtime.<Integer>blockOn(() -> await(runtime.spawn(() -> 7)))).isEqualTo(7);
      assertThat(runtime.metrics().numWorkers()).isEqualTo(1);
      all.forEach(stuck -> stuck.mayEnd.countDown());
    }
  }

  /** Spare workers come and go many times while tasks yield on them: none of those may be left behind. */
  @Test
  void nothingIsLostWhenASpareWorkerRetires() {
    try (AsyncRuntime runtime = runtime(1)) {
      List<JoinHandle<Integer>> yielding = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        Stuck stuck = stick(runtime);
        CountDownLatch begun = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
          yielding.add(runtime.spawn(() -> {
            begun.countDown();
            for (int n = 0; n < 200; n++) {
              await(yieldNow());
            }
            return 1;
          }));
        }
        Latches.await(begun);
        stuck.mayEnd.countDown();
      }
      int sum = 0;
      for (JoinHandle<Integer> one : yielding) {
        sum += runtime.blockOn(one);
      }
      assertThat(sum).isEqualTo(100);
    }
  }

  @Test
  void aLongPollIsReportedOnceWhenItCrossesAndOnceWhenItEnds() {
    try (AsyncRuntime runtime = runtime(2)) {
      Stuck stuck = stick(runtime);
      Latches.until("reported", () -> !reports.isEmpty());
      runtime.blockOn(sleep(Duration.ofMillis(60)));
      assertThat(reports).hasSize(1);
      stuck.mayEnd.countDown();
      Latches.until("its end is", () -> reports.size() == 2);
      LongPoll crossing = reports.get(0);
      assertThat(crossing.ended()).isFalse();
      assertThat(crossing.name()).isEqualTo("stuck");
      assertThat(crossing.worker()).startsWith("async-worker-");
      assertThat(crossing.soFar()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
      assertThat(crossing.stack()).anyMatch(frame -> frame.contains("StuckWorkersTest$Stuck.poll"));
      LongPoll end = reports.get(1);
      assertThat(end.ended()).isTrue();
      assertThat(end.id()).isEqualTo(crossing.id());
      assertThat(end.soFar()).isGreaterThan(crossing.soFar());
      assertThat(runtime.metrics().longPollCount()).isEqualTo(1);
    }
  }

  @Test
  void aSpareWorkerIsReportedOnce() {
    List<SpareWorker> spares = new CopyOnWriteArrayList<>();
    AtomicReference<String> teller = new AtomicReference<>();
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).longPollThreshold(Duration.ofMillis(5))
        .onSpareWorker((SpareWorker spare) -> {
          teller.set(Thread.currentThread().getName());
          spares.add(spare);
        }).build()) {
      Stuck first = stick(runtime);
      assertThat(runtime.blockOn(runtime.spawn(() -> 7))).isEqualTo(7); // by the other worker
      assertThat(spares).isEmpty();
      Stuck second = stick(runtime);
      Stuck third = stick(runtime); // by a spare worker, which may run before it is told of
      Latches.until("the first spare worker is told of", () -> spares.size() == 1);
      Stuck fourth = stick(runtime); // by one more
      Latches.until("the second is told of", () -> spares.size() == 2);
      assertThat(spares).containsExactly(new SpareWorker(2, 2), new SpareWorker(3, 3));
      assertThat(teller).hasValue("async-worker-watchdog");
      List.of(first, second, third, fourth).forEach(stuck -> stuck.mayEnd.countDown());
    }
  }

  @Test
  void aListenerThatThrowsDoesNotKeepASpareWorkerBack() {
    CountDownLatch told = Latches.one();
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ofMillis(5))
        .onSpareWorker(spare -> {
          told.countDown();
          throw new IllegalStateException("a listener that is at fault");
        }).build()) {
      List<Stuck> all = List.of(stick(runtime), stick(runtime), stick(runtime));
      Latches.await(told);
      all.forEach(stuck -> stuck.mayEnd.countDown());
    }
  }

  @Test
  void metricsShowWhatAWorkerIsStuckIn() {
    try (AsyncRuntime runtime = runtime(1)) {
      Stuck stuck = new Stuck(() -> {
      });
      JoinHandle<Integer> handle = runtime.spawn("stuck", stuck);
      Latches.await(stuck.inside);
      var worker = runtime.metrics().workers().get(0);
      assertThat(worker.polling()).contains(handle.id());
      Latches.until("the watchdog has seen it", () -> worker.pollingSince().compareTo(Duration.ZERO) > 0);
      stuck.mayEnd.countDown();
      assertThat(runtime.blockOn(handle)).isEqualTo(1);
      Latches.until("nothing is polled", () -> worker.polling().isEmpty());
    }
  }

  /** An oneshot that is sent by a stuck poll wakes its receiver, which sits in the LIFO slot of the stuck worker. */
  @Test
  void whomAStuckPollWokeRuns() {
    try (AsyncRuntime runtime = runtime(2)) {
      Oneshot<String> channel = Oneshot.channel();
      JoinHandle<String> receiver = runtime.spawn(channel.receiver());
      Latches.until("it waits", () -> runtime.dump().tasks().stream().allMatch(task -> task.polls() == 1));
      Stuck stuck = stick(runtime, () -> channel.sender().send("there"));
      assertThat(runtime.blockOn(receiver)).isEqualTo("there");
      stuck.mayEnd.countDown();
    }
  }
}
