package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No wake is lost between a poll and a thread that completes something at that moment. A lost one shows as a waker that is
 * never called: the test waits for it and fails.
 */
class WakeHandOverStressTest {
  private static final int SCALE = "long".equals(System.getProperty("stress")) ? 50 : 1;

  private final ExecutorService others = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    others.shutdownNow();
  }

  @Test
  void aStageCompletedDuringThePollWakesOrIsSeen() throws Exception {
    int rounds = 5_000 * SCALE;
    CyclicBarrier start = new CyclicBarrier(2);
    List<CompletableFuture<Integer>> stages =
        IntStream.range(0, rounds).mapToObj(i -> new CompletableFuture<Integer>()).toList();
    others.execute(() -> {
      for (int i = 0; i < rounds; i++) {
        await(start);
        stages.get(i).complete(i);
      }
    });
    for (int i = 0; i < rounds; i++) {
      Future<Integer> future = Future.from(stages.get(i));
      await(start);
      assertThat(drive(future)).isEqualTo(i);
    }
  }

  @Test
  void everyWakeOfOneChildOfManyIsFollowedByAPollOfIt() throws Exception {
    int children = 64;
    int steps = 500 * SCALE;
    List<Counter> counters = IntStream.range(0, children).mapToObj(i -> new Counter(steps)).toList();
    for (int thread = 0; thread < 4; thread++) {
      int first = thread;
      others.execute(() -> {
        for (int step = 0; step < steps; step++) {
          for (int i = first; i < children; i += 4) {
            counters.get(i).increment();
          }
        }
      });
    }
    List<Integer> values = drive(Futures.join(counters));
    assertThat(values).hasSize(children).containsOnly(steps);
  }

  @Test
  void changingTheWakerAtEveryPollLosesNoWakeOfAView() throws Exception {
    int steps = 20_000 * SCALE;
    Counter owned = new Counter(steps);
    others.execute(() -> IntStream.range(0, steps).forEach(i -> owned.increment()));
    Future<Integer> view = owned.borrow();
    List<RecordingWaker> used = new ArrayList<>();
    while (true) {
      RecordingWaker waker = new RecordingWaker();
      used.add(waker);
      Poll<Integer> answer = view.poll(waker);
      if (answer.isReady()) {
        assertThat(answer.value()).isEqualTo(steps);
        return;
      }
      waker.awaitWake();
    }
  }

  /** Polls until ready, and only when woken. */
  private static <T> T drive(Future<T> future) throws Exception {
    RecordingWaker waker = new RecordingWaker();
    Poll<T> answer = future.poll(waker);
    while (!answer.isReady()) {
      waker.awaitWake();
      answer = future.poll(waker);
    }
    return answer.value();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Completes once it was incremented so many times, and wakes its poller at each increment. */
  private static final class Counter implements Future<Integer> {
    private final int target;
    private final AtomicInteger count = new AtomicInteger();
    private volatile Waker waker = Waker.noop();

    Counter(int target) {
      this.target = target;
    }

    void increment() {
      count.incrementAndGet();
      waker.wake();
    }

    @Override
    public Poll<Integer> poll(Context cx) {
      waker = cx.waker();
      int seen = count.get();
      return seen == target ? Poll.ready(seen) : Poll.pending();
    }
  }
}
