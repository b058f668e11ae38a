package io.asyncruntime.internal.scheduler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.scheduler.Schedulers;
import io.asyncruntime.internal.scheduler.multithread.BlockInPlace;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Life;
import io.asyncruntime.internal.scheduler.multithread.MultiThreadScheduler;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.metrics.SpareWorker;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spare workers come when all are stuck, wherever they stick; they are bounded; and they go. */
@Timeout(120)
class SpareWorkersTest {
  private final RuntimeConfig config = new RuntimeConfig();
  private final BlockingQueue<SpareWorker> added = new LinkedBlockingQueue<>();
  private final CountDownLatch mayEnd = Latches.one();
  private MultiThreadScheduler scheduler;

  SpareWorkersTest() {
    config.multiThread = true;
    config.workerThreads = 1;
    config.longPollThreshold = Duration.ofMillis(1);
    config.onSpareWorker = added::add;
  }

  private void start() {
    scheduler = Schedulers.multiThread(config);
    scheduler.start(this);
  }

  @AfterEach
  void end() {
    mayEnd.countDown();
    assertThat(scheduler.shutdown(Duration.ofSeconds(60)).clean()).isTrue();
  }

  private CountDownLatch spawn(Runnable body) {
    CountDownLatch done = Latches.one();
    Future<Void> future = cx -> {
      body.run();
      done.countDown();
      return Poll.ready(null);
    };
    scheduler.spawn(null, future);
    return done;
  }

  /** Returns when a worker is in that poll, which lasts until the latch is open. */
  private CountDownLatch stick(CountDownLatch until) {
    CountDownLatch inside = Latches.one();
    CountDownLatch done = spawn(() -> {
      inside.countDown();
      Latches.await(until);
    });
    Latches.await(inside);
    return done;
  }

  private void awaitGone(int... spares) {
    for (int spare : spares) {
      Latches.until("worker " + spare + " has gone", () -> scheduler.idle.life(spare) == Life.GONE);
    }
  }

  /** The case that made the words of the idle workers read 65535: it was told to leave between two lines of its falling asleep. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whateverItIsAtWhenItIsToldToLeaveTheRuntimeGoesOn(int workers) {
    config.workerThreads = workers;
    start();
    for (int cycle = 0; cycle < 150; cycle++) {
      CountDownLatch let = Latches.one();
      List<CountDownLatch> stuck = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        stuck.add(stick(let));
      }
      for (int i = 0; i < 20; i++) {
        Latches.await(spawn(() -> {}));
      }
      let.countDown();
      for (int i = 0; i < 20; i++) {
        Latches.await(spawn(() -> {}));
      }
      stuck.forEach(Latches::await);
    }
    assertThat(scheduler.idle.awake()).isLessThanOrEqualTo(workers + added.size());
  }

  /** The thread of the first spare worker does not begin before that latch is open. */
  private CountDownLatch startWithALateThread() {
    CountDownLatch hookMayEnd = Latches.one();
    AtomicBoolean first = new AtomicBoolean(true);
    config.threadHooks = new ThreadHooks(() -> {
      if (Thread.currentThread().getName().contains("blocking") && first.getAndSet(false)) {
        Latches.await(hookMayEnd);
      }
    }, null, null, null);
    start();
    return hookMayEnd;
  }

  @Test
  void aSpareWorkerWhoseThreadStartsLateIsNotUsedByASecondOne() throws InterruptedException {
    CountDownLatch hookMayEnd = startWithALateThread();
    CountDownLatch let = Latches.one();
    CountDownLatch stuck = stick(let);
    spawn(() -> {});
    assertThat(added.take().index()).isEqualTo(1);
    let.countDown();
    Latches.await(stuck);
    Latches.until("it was told to leave", () -> scheduler.idle.life(1) == Life.RETIRING);
    stick(mayEnd);
    CountDownLatch ran = spawn(() -> {});
    assertThat(added.take().index()).as("the place of the first is not free").isEqualTo(2);
    Latches.await(ran);
    hookMayEnd.countDown();
    awaitGone(1);
  }

  /** The hook never returns, as far as the runtime knows: then there is one more. */
  @Test
  void aSpareWorkerWhoseThreadDoesNotComeIsStuckLikeAnyOther() throws InterruptedException {
    CountDownLatch hookMayEnd = startWithALateThread();
    stick(mayEnd);
    Latches.await(spawn(() -> {}));
    hookMayEnd.countDown();
    assertThat(added.take().index()).isEqualTo(1);
    assertThat(added.take().index()).isEqualTo(2);
  }

  @Test
  void thereAreAtMostAsManyAsMaxBlockingThreadsLeavesAndTheLogSaysSoOnce() throws InterruptedException {
    config.maxBlockingThreads = 4;
    try (LogCapture log = LogCapture.of("io.asyncruntime.runtime")) {
      start();
      CountDownLatch jobMayEnd = Latches.one();
      CountDownLatch jobRuns = Latches.one();
      scheduler.spawnBlocking(null, () -> {
        jobRuns.countDown();
        Latches.await(jobMayEnd);
        return null;
      });
      Latches.await(jobRuns);
      List<CountDownLatch> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(spawn(() -> Latches.await(mayEnd)));
      }
      log.await("maxBlockingThreads (4)");
      assertThat(scheduler.workers()).as("one configured, three beside the job").hasSize(4);
      jobMayEnd.countDown();
      Latches.until("the thread of the job is one more", () -> scheduler.workers().length == 5);
      mayEnd.countDown();
      all.forEach(Latches::await);
      assertThat(scheduler.workers()).hasSize(5);
      assertThat(log.lines()).filteredOn(line -> line.contains("maxBlockingThreads (4)")).hasSize(1);
    }
  }

  @Test
  void oneThereIsEvenIfJobsHaveAllThreads() {
    config.maxBlockingThreads = 1;
    start();
    CountDownLatch ran = Latches.one();
    CountDownLatch jobRuns = Latches.one();
    scheduler.spawnBlocking(null, () -> {
      jobRuns.countDown();
      Latches.await(ran);
      return null;
    });
    Latches.await(jobRuns);
    stick(ran); // waits for a task, as the job does
    spawn(ran::countDown);
    Latches.await(ran);
  }

  @Test
  void idleOnesGoWhileTheStuckOnesAreStuck() throws InterruptedException {
    start();
    CountDownLatch let = Latches.one();
    stick(mayEnd);
    for (int i = 0; i < 3; i++) {
      stick(let);
    }
    let.countDown();
    Latches.until("one is left", () -> spares() == 1);
    Latches.await(spawn(() -> {}));
    assertThat(scheduler.idle.life(0)).isEqualTo(Life.RUNNING);
  }

  private int spares() {
    int there = 0;
    for (int i = 1; i < scheduler.workers().length; i++) {
      if (scheduler.idle.life(i) != Life.GONE) {
        there++;
      }
    }
    return there;
  }

  /** It sleeps without a thread, and needs none to leave. */
  @Test
  void aSpareWorkerInBlockInPlaceLeavesWithoutAThread() {
    start();
    CountDownLatch let = Latches.one();
    CountDownLatch stuck = stick(let);
    CountDownLatch inPlace = Latches.one();
    CountDownLatch blocked = spawn(() -> BlockInPlace.run(() -> {
      inPlace.countDown();
      Latches.await(mayEnd);
      return null;
    }));
    Latches.await(inPlace);
    let.countDown();
    Latches.await(stuck);
    awaitGone(1);
    Latches.await(spawn(() -> {}));
    mayEnd.countDown();
    Latches.await(blocked);
  }

  @Test
  void aParkHookThatDoesNotReturnKeepsNoTaskFromRunning() {
    stickIn(hook -> new ThreadHooks(null, null, hook, null));
  }

  @Test
  void anUnparkHookThatDoesNotReturnKeepsNoTaskFromRunning() {
    stickIn(hook -> new ThreadHooks(null, null, null, hook));
  }

  @Test
  void aStartHookThatDoesNotReturnKeepsNoTaskFromRunning() {
    stickIn(hook -> new ThreadHooks(hook, null, null, null));
  }

  /** The hook sticks on the configured workers, of which there are two, so that one of them counts as searching. */
  private void stickIn(Function<Runnable, ThreadHooks> hooks) {
    config.workerThreads = 2;
    CountDownLatch stuck = new CountDownLatch(1);
    config.threadHooks = hooks.apply(() -> {
      String name = Thread.currentThread().getName();
      if (name.equals("async-worker-0") || name.equals("async-worker-1")) {
        stuck.countDown();
        Latches.await(mayEnd);
      }
    });
    start();
    for (int i = 0; i < 5; i++) {
      Latches.await(spawn(() -> {}));
    }
    Latches.await(stuck);
  }

  /** A waker written by hand, of a timer that is due with others: neither those nor what comes later waits for its return. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aWakerThatDoesNotReturnKeepsNoTimerFromFiring(int workers) {
    config.workerThreads = workers;
    start();
    CountDownLatch inside = Latches.one();
    Waker sticks = () -> {
      inside.countDown();
      Latches.await(mayEnd);
    };
    long due = Clock.realNanos() + 5_000_000;
    CountDownLatch fired = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      register(due, i == 20 ? sticks : fired::countDown);
    }
    Latches.await(inside);
    CountDownLatch later = Latches.one();
    register(Clock.realNanos() + 1_000_000, later::countDown);
    Latches.await(later);
    Latches.await(spawn(() -> {}));
    Latches.until("all others have fired", () -> fired.getCount() == 1);
  }

  /** It is woken with a waker that does not return, by the worker that slept until then, and lies in its slot. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aTaskBesideAWakerThatDoesNotReturnRuns(int workers) {
    config.workerThreads = workers;
    start();
    CountDownLatch inside = Latches.one();
    long due = Clock.realNanos() + 20_000_000;
    CountDownLatch waits = new CountDownLatch(3);
    CountDownLatch ran = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      AtomicBoolean registered = new AtomicBoolean();
      Future<Void> task = cx -> {
        if (registered.getAndSet(true)) {
          ran.countDown();
          return Poll.ready(null);
        }
        register(due, cx.waker());
        waits.countDown();
        return Poll.pending();
      };
      scheduler.spawn(null, task);
    }
    Latches.await(waits);
    register(due, () -> {
      inside.countDown();
      Latches.await(mayEnd);
    });
    Latches.await(inside);
    Latches.await(ran);
  }

  private void register(long deadlineNanos, Waker waker) {
    scheduler.timers.newTimer().register(() -> waker, deadlineNanos);
  }

  /** A handler of the log that does not return, for a panic that nobody can read any more. */
  @Test
  void aLogThatDoesNotReturnKeepsNobodyFromBeingRescued() {
    CountDownLatch told = Latches.one();
    try (LogCapture log = LogCapture.of("io.asyncruntime.task", line -> {
      told.countDown();
      Latches.await(mayEnd);
    })) {
      start();
      Latches.await(panicUnseen());
      Latches.until("the log is told", () -> {
        System.gc();
        return told.getCount() == 0;
      });
      stick(mayEnd);
      Latches.await(spawn(() -> {}));
      assertThat(log.lines()).hasSize(1);
      mayEnd.countDown();
    }
  }

  private CountDownLatch panicUnseen() {
    CountDownLatch thrown = Latches.one();
    Future<Void> panics = cx -> {
      thrown.countDown();
      throw new IllegalStateException("of the test");
    };
    scheduler.spawn(null, panics);
    return thrown;
  }

  @Test
  void aListenerThatDoesNotReturnKeepsNobodyFromBeingRescued() {
    CountDownLatch told = Latches.one();
    config.onLongPoll = poll -> {
      told.countDown();
      Latches.await(mayEnd);
    };
    start();
    stick(mayEnd);
    Latches.await(told);
    stick(mayEnd);
    Latches.await(spawn(() -> {}));
    assertThat(scheduler.workers().length).isGreaterThan(1);
  }
}
