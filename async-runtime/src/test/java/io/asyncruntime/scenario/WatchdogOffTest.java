package io.asyncruntime.scenario;

import static io.asyncruntime.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two workers and no watchdog: what one of them cannot come to, because of a poll that does not end, the other does. */
@Timeout(120)
class WatchdogOffTest {
  private final AsyncRuntime runtime =
      AsyncRuntime.multiThread().workerThreads(2).longPollThreshold(Duration.ZERO).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  private static Future<Void> poll(Runnable body) {
    return cx -> {
      body.run();
      return Poll.ready(null);
    };
  }

  /** Each link is in the slot of the one before; the last one finds the slot closed. */
  private void chain(int links, Runnable last) {
    runtime.spawn(poll(() -> {
      if (links == 0) {
        last.run();
      } else {
        chain(links - 1, last);
      }
    })).drop();
  }

  @RepeatedTest(20)
  void aTaskThatWasPushedAfterAChain() {
    CountDownLatch ran = Latches.one();
    CountDownLatch done = Latches.one();
    chain(3, () -> {
      runtime.spawn(poll(ran::countDown)).drop();
      Latches.await(ran);
      done.countDown();
    });
    Latches.await(done);
  }

  @RepeatedTest(20)
  void aTaskInTheSlot() {
    CountDownLatch ran = Latches.one();
    JoinHandle<Void> stuck = runtime.spawn(poll(() -> {
      runtime.spawn(poll(ran::countDown)).drop();
      Latches.await(ran);
    }));
    runtime.blockOn(stuck);
    assertThat(ran.getCount()).isZero();
  }

  /** It yields, and what runs next on its worker, from the slot, waits for it. */
  @RepeatedTest(20)
  void aTaskThatYielded() {
    CountDownLatch resumed = Latches.one();
    AtomicInteger ran = new AtomicInteger();
    JoinHandle<Void> yields = runtime.spawn(yielding(() -> runtime.spawn(poll(() -> {
      Latches.await(resumed);
      ran.incrementAndGet();
    })).drop(), resumed::countDown));
    runtime.blockOn(yields);
    Latches.until("the other has run", () -> ran.get() == 1);
  }

  /** Of two tasks that yielded one sticks when it goes on, until the other has. */
  @RepeatedTest(20)
  void aTaskThatYieldedBesideAnother() {
    CountDownLatch resumed = Latches.one();
    CountDownLatch done = Latches.one();
    JoinHandle<Void> first = runtime.spawn(yielding(
        () -> runtime.spawn(yielding(() -> {}, resumed::countDown)).drop(),
        () -> {
          Latches.await(resumed);
          done.countDown();
        }));
    runtime.blockOn(first);
    assertThat(done.getCount()).isZero();
  }

  /** Runs the one, yields once, and runs the other. */
  private static Future<Void> yielding(Runnable before, Runnable after) {
    return Future.lazy(() -> {
      before.run();
      return Async.yieldNow();
    }).map(yielded -> {
      after.run();
      return null;
    });
  }

  /** Whoever sat up for the first timer sticks in what that woke. */
  @RepeatedTest(20)
  void aTimerWhoseMinderSticks() {
    CountDownLatch later = Latches.one();
    JoinHandle<Void> first = runtime.spawn(sleep(Duration.ofMillis(2)).map(woken -> {
      Latches.await(later);
      return null;
    }));
    JoinHandle<Void> second = runtime.spawn(sleep(Duration.ofMillis(4)).map(woken -> {
      later.countDown();
      return null;
    }));
    runtime.blockOn(second);
    runtime.blockOn(first);
  }

  /** The timer comes when the one worker sticks and the other sleeps, so that nobody minds timers. */
  @Test
  void aTimerFromOutsideWhileTheMinderSticks() {
    CountDownLatch mayEnd = Latches.one();
    CountDownLatch inside = Latches.one();
    JoinHandle<Void> stuck = runtime.spawn(sleep(Duration.ofMillis(1)).map(woken -> {
      inside.countDown();
      Latches.await(mayEnd);
      return null;
    }));
    Latches.await(inside);
    runtime.blockOn(sleep(Duration.ofMillis(2)));
    mayEnd.countDown();
    runtime.blockOn(stuck);
  }
}
