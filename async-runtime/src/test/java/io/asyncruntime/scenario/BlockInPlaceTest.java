package io.asyncruntime.scenario;

import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.time.Sleep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a worker's thread blocks in place, and what becomes of its core meanwhile. */
@Timeout(120)
class BlockInPlaceTest {
  private static AsyncRuntime.Builder builder(int workers) {
    return AsyncRuntime.multiThread().workerThreads(workers).longPollThreshold(Duration.ZERO);
  }

  private static Future<Void> poll(Runnable body) {
    return cx -> {
      body.run();
      return Poll.ready(null);
    };
  }

  /** Everything that a loop needs afterwards: tasks from outside and inside, timers, sleep. */
  private static void works(AsyncRuntime runtime) {
    for (int i = 0; i < 20; i++) {
      JoinHandle<Integer> outer = runtime.spawn(cx -> Poll.ready(1));
      assertThat(runtime.blockOn(outer)).isEqualTo(1);
      CountDownLatch children = new CountDownLatch(300);
      runtime.blockOn(runtime.spawn(poll(() -> {
        for (int n = 0; n < 300; n++) {
          runtime.spawn(poll(children::countDown)).drop();
        }
      })));
      Latches.await(children);
      runtime.blockOn(runtime.spawn(sleep(Duration.ofMillis(1))));
    }
  }

  private static void inHook(BiFunction<AsyncRuntime.Builder, Runnable, AsyncRuntime.Builder> hook) {
    AtomicInteger ran = new AtomicInteger();
    try (AsyncRuntime runtime = hook.apply(builder(2), () -> blockInPlace(ran::incrementAndGet)).build()) {
      works(runtime);
    }
    assertThat(ran).hasPositiveValue();
  }

  @Test
  void inAParkHookThereIsNoPollToLeave() {
    inHook(AsyncRuntime.Builder::onThreadPark);
  }

  @Test
  void inAnUnparkHookThereIsNoPollToLeave() {
    inHook(AsyncRuntime.Builder::onThreadUnpark);
  }

  @Test
  void inAStartHookThereIsNoPollToLeave() {
    inHook(AsyncRuntime.Builder::onThreadStart);
  }

  @Test
  void inAStopHookThereIsNoPollToLeave() {
    inHook(AsyncRuntime.Builder::onThreadStop);
  }

  @Test
  void inAWakerThatATimerCallsThereIsNoPollToLeave() {
    try (AsyncRuntime runtime = builder(1).build()) {
      CountDownLatch woken = new CountDownLatch(3);
      for (int i = 0; i < 3; i++) {
        runtime.blockOn(runtime.spawn(poll(() -> {
          Sleep sleep = sleep(Duration.ofMillis(200)); // long enough to be registered
          Waker blocks = () -> blockInPlace(woken::countDown);
          Context cx = () -> blocks;
          assertThat(sleep.poll(cx).isReady()).isFalse();
        })));
        works(runtime);
      }
      Latches.await(woken);
    }
  }

  /** What yielded in a poll that then blocks is woken while the core is given away, by foreign code, which blocks, too. */
  @Test
  void inAWakerThatTheHandOverCalls() {
    try (AsyncRuntime runtime = builder(1).build()) {
      CountDownLatch woken = Latches.one();
      CountDownLatch other = Latches.one();
      runtime.blockOn(runtime.spawn(poll(() -> {
        Waker blocks = () -> blockInPlace(woken::countDown);
        Context cx = () -> blocks;
        try {
          assertThat(io.asyncruntime.Async.yieldNow().poll(cx).isReady()).isFalse();
        } catch (Exception impossible) {
          throw new AssertionError(impossible);
        }
        runtime.spawn(poll(other::countDown)).drop();
        blockInPlace(() -> Latches.await(other));
      })));
      Latches.await(woken);
      works(runtime);
    }
  }

  /**
   * The third poll of a chain finds the LIFO slot closed, and blocks; another thread is the worker meanwhile. There the slot is open:
   * of two tasks that a poll spawns the later one is in it, and runs first.
   */
  @Test
  void theSlotThatAChainHasClosedDoesNotStayClosedForTheNextOwner() {
    try (AsyncRuntime runtime = builder(1).build()) {
      List<String> order = new CopyOnWriteArrayList<>();
      CountDownLatch ran = new CountDownLatch(2);
      CountDownLatch done = Latches.one();
      chain(runtime, 3, () -> {
        runtime.spawn(poll(() -> {
          for (String name : List.of("first", "second")) {
            runtime.spawn(poll(() -> {
              order.add(name);
              ran.countDown();
            })).drop();
          }
        })).drop();
        blockInPlace(() -> Latches.await(ran));
        done.countDown();
      });
      Latches.await(done);
      assertThat(order).containsExactly("second", "first");
      works(runtime);
    }
  }

  private static void chain(AsyncRuntime runtime, int links, Runnable last) {
    runtime.spawn(poll(() -> {
      if (links == 0) {
        last.run();
      } else {
        chain(runtime, links - 1, last);
      }
    })).drop();
  }
}
