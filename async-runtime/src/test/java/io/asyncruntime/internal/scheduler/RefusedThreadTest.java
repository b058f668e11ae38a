package io.asyncruntime.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.scheduler.multithread.BlockInPlace;
import io.asyncruntime.internal.scheduler.multithread.MultiThreadScheduler;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A runtime on a system that has no thread left. */
@Timeout(20)
class RefusedThreadTest {
  private final RuntimeConfig config = new RuntimeConfig();
  private final CountDownLatch refused = new CountDownLatch(1);
  private volatile Predicate<String> refuses = name -> false;
  private MultiThreadScheduler scheduler = start(Duration.ZERO);

  /** Two workers. */
  private MultiThreadScheduler start(Duration longPollThreshold) {
    config.multiThread = true;
    config.workerThreads = 2;
    config.longPollThreshold = longPollThreshold;
    config.threadStarter = thread -> {
      if (refuses.test(thread.getName())) {
        refused.countDown();
        throw new OutOfMemoryError("of the test");
      }
      thread.start();
    };
    MultiThreadScheduler made = Schedulers.multiThread(config);
    made.start(this);
    return made;
  }

  @AfterEach
  void end() {
    scheduler.shutdown(Duration.ofSeconds(10));
  }

  private void noMoreThreads() {
    refuses = name -> true;
  }

  private CountDownLatch spawn(Runnable body) {
    CountDownLatch done = new CountDownLatch(1);
    Future<Void> future = cx -> {
      body.run();
      done.countDown();
      return Poll.ready(null);
    };
    scheduler.spawn(null, future);
    return done;
  }

  private void awaitAsleep(int workers) {
    Latches.until(workers + " workers sleep", () -> scheduler.idle.awake() == 2 - workers);
  }

  @Test
  void whoeverWakesAWorkerWithoutAThreadIsToldNothingAndAnotherRunsTheTask() {
    noMoreThreads();
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch blocked = spawn(() -> {
      awaitAsleep(1); // so that this one goes to sleep last, and is woken first
      BlockInPlace.run(() -> {
        Latches.await(mayEnd);
        return null;
      });
    });
    awaitAsleep(2);
    Latches.await(spawn(() -> {}));
    Latches.await(refused);
    mayEnd.countDown();
    Latches.await(blocked);
    awaitAsleep(2);
    assertThat(scheduler.idle.searching()).isZero();
  }

  @Test
  void whoBlocksWithTasksInItsQueueBlocksAllTheSameAndOthersStealThem() {
    noMoreThreads();
    CountDownLatch otherMayGoOn = new CountDownLatch(1);
    CountDownLatch otherIsBusy = new CountDownLatch(1);
    CountDownLatch other = spawn(() -> {
      otherIsBusy.countDown();
      Latches.await(otherMayGoOn);
    });
    Latches.await(otherIsBusy);
    CountDownLatch blocked = spawn(() -> {
      CountDownLatch child = spawn(() -> {});
      CountDownLatch second = spawn(() -> {});
      BlockInPlace.run(() -> {
        otherMayGoOn.countDown();
        Latches.await(child);
        Latches.await(second);
        return null;
      });
    });
    Latches.await(blocked);
    Latches.await(refused);
    Latches.await(other);
    awaitAsleep(2);
    assertThat(scheduler.idle.searching()).isZero();
  }

  /** It yielded in a poll that then blocks, so its wake-up comes while the core is given away, and there is nobody to take that. */
  @Test
  void whatIsWokenWhileTheCoreIsGivenAwayIsRunByAnother() {
    noMoreThreads();
    AtomicReference<Waker> waiting = new AtomicReference<>();
    CountDownLatch woken = new CountDownLatch(1);
    Future<Void> waits = cx -> {
      if (waiting.getAndSet(cx.waker()) == null) { return Poll.pending(); }
      woken.countDown();
      return Poll.ready(null);
    };
    scheduler.spawn(null, waits);
    Latches.until("it waits", () -> waiting.get() != null);
    Latches.await(spawn(() -> {
      Coop.deferWake(() -> waiting.get().wake());
      spawn(() -> {});
      BlockInPlace.run(() -> {
        Latches.await(woken);
        return null;
      });
    }));
  }

  @Test
  void theWatchdogTriesAgainUntilItGetsASpareWorker() {
    scheduler.shutdown(null);
    scheduler = start(Duration.ofMillis(1));
    noMoreThreads();
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(2);
    Runnable stick = () -> {
      stuck.countDown();
      Latches.await(mayEnd);
    };
    CountDownLatch one = spawn(stick);
    CountDownLatch two = spawn(stick);
    Latches.await(stuck);
    CountDownLatch three = spawn(() -> {});
    Latches.await(refused);
    refuses = name -> false;
    Latches.await(three);
    mayEnd.countDown();
    Latches.await(one);
    Latches.await(two);
    awaitAsleep(2); // and the spare one has left
  }

  @Test
  void aRuntimeThatGetsNotAllItsWorkersEndsThoseItGot() {
    CountDownLatch ended = new CountDownLatch(1);
    config.threadHooks = new ThreadHooks(() -> {}, ended::countDown, null, null);
    refuses = name -> name.endsWith("1");
    assertThatThrownBy(() -> start(Duration.ZERO)).isInstanceOf(OutOfMemoryError.class);
    Latches.await(ended);
  }
}
