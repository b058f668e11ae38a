package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.sync.BlockingMutex;
import io.asyncruntime.sync.Notify;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.EnterGuard;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.task.TaskLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Async blocks on a real runtime, with every engine that this JVM has. */
@Timeout(300)
class AsyncBlockScenarioTest {
  private static final boolean LONG = "long".equals(System.getProperty("stress"));

  static Stream<AwaitEngine> engines() {
    boolean fast = Runtime.version().feature() >= 21 // and not shut out by -Dawait-engine=handoff of the build
        && Object.class.getModule().isOpen("java.lang", AsyncRuntime.class.getModule());
    return fast
        ? Stream.of(AwaitEngine.HANDOFF, AwaitEngine.FAST)
        : Stream.of(AwaitEngine.HANDOFF);
  }

  private static AsyncRuntime twoWorkers(AwaitEngine engine) {
    return AsyncRuntime.multiThread().workerThreads(2).awaitEngine(engine).build();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sixHundredPairsPlayPingPongOnTwoWorkers(AwaitEngine engine) {
    int pairs = LONG ? 600 : 60;
    int rounds = LONG ? engine == AwaitEngine.FAST ? 20_000 : 200 : 20;
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      List<JoinHandle<Integer>> players = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        Notify ping = new Notify();
        Notify pong = new Notify();
        players.add(runtime.spawn(() -> play(rounds, ping, pong)));
        players.add(runtime.spawn(() -> {
          ping.notifyOne();
          return play(rounds, pong, ping);
        }));
      }
      int turns = players.stream().mapToInt(runtime::blockOn).sum();
      assertThat(turns).isEqualTo(2 * pairs * rounds);
    }
  }

  private static int play(int rounds, Notify mine, Notify theirs) {
    for (int round = 0; round < rounds; round++) {
      await(mine.notified());
      theirs.notifyOne();
    }
    return rounds;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anAbortedBlockUnwindsOnTheRuntimeBeforeItsEndIsSeen(AwaitEngine engine) throws Exception {
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      ConcurrentLinkedQueue<String> journal = new ConcurrentLinkedQueue<>();
      CountDownLatch waits = new CountDownLatch(1);
      Thread aborter = Thread.currentThread();
      JoinHandle<String> handle = runtime.spawn(() -> {
        try {
          await(yieldNow());
          waits.countDown();
          return await(Future.<String>pending());
        } finally {
          journal.add(Thread.currentThread() == aborter ? "on the aborting thread" : "unwound");
          Async.spawn(Future.ready("the runtime is entered")).drop();
          journal.add("spawned");
        }
      });
      assertThat(waits.await(60, TimeUnit.SECONDS)).isTrue();
      handle.abort();
      assertThatThrownBy(() -> runtime.blockOn(handle)).isInstanceOfSatisfying(JoinException.class,
          failure -> assertThat(failure.isCancelled()).isTrue());
      assertThat(journal).containsExactly("unwound", "spawned");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void closeUnwindsWhatIsStillSuspended(AwaitEngine engine) throws Exception {
    int blocks = 50;
    AtomicInteger unwound = new AtomicInteger();
    CountDownLatch suspended = new CountDownLatch(blocks);
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      for (int i = 0; i < blocks; i++) {
        runtime.spawn((Action) () -> {
          try {
            suspended.countDown();
            await(Future.pending());
          } finally {
            unwound.incrementAndGet();
          }
        });
      }
      assertThat(suspended.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(unwound).hasValue(blocks);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aBlockingMutexHeldAcrossAnAwaitIsNoticed(AwaitEngine engine) {
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      BlockingMutex<String> mutex = new BlockingMutex<>("value");
      JoinHandle<Throwable> handle = runtime.spawn(() -> {
        BlockingMutex.Guard<String> guard = mutex.lock();
        try {
          await(Future.pending());
          return new AssertionError("went on with " + guard);
        } catch (IllegalStateException noticed) {
          return noticed;
        }
      });
      assertThat(runtime.blockOn(handle)).hasMessageContaining("BlockingMutex")
          .hasMessageContaining("AsyncBlockScenarioTest").hasMessageContaining("await");
      mutex.tryLock().orElseThrow().close();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aBlockingMutexGuardOfTheCallerIsOfNoUseInItsBlock(AwaitEngine engine) {
    BlockingMutex<Integer> mutex = new BlockingMutex<>(1);
    try (AsyncRuntime runtime = twoWorkers(engine); BlockingMutex.Guard<Integer> guard = mutex.lock()) {
      assertThatThrownBy(() -> runtime.blockOn(guard::get)).isInstanceOf(IllegalMonitorStateException.class)
          .hasMessageContaining("use Mutex for a guard that may change threads");
      assertThat(guard.get()).as("still the caller's").isOne();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theDumpShowsWhereANestedBlockWaits(AwaitEngine engine) throws Exception {
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      CountDownLatch polled = new CountDownLatch(1);
      Future<Void> deep = cx -> {
        polled.countDown();
        return Poll.pending();
      };
      JoinHandle<Void> handle = runtime.spawn("outer", async((Action) () -> await(async((Action) () -> inner(deep)))));
      assertThat(polled.await(60, TimeUnit.SECONDS)).isTrue();
      TaskInfo info = idle(runtime);
      assertThat(info.stack()).anySatisfy(frame -> assertThat(frame).contains("inner"));
      assertThat(info.stack().get(0)).contains("AsyncBlockScenarioTest.inner");
      assertThat(info.waitingOn()).isNotEmpty();
      handle.abort();
    }
  }

  /** The one task, once its poll is over. */
  private static TaskInfo idle(AsyncRuntime runtime) {
    while (true) {
      TaskInfo info = runtime.dump().tasks().get(0);
      if (!info.stack().isEmpty() && info.status() == TaskStatus.IDLE) { return info; }
      Thread.onSpinWait();
    }
  }

  private static void inner(Future<Void> deep) {
    await(deep);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aLongPollShowsTheBodyThatRuns(AwaitEngine engine) {
    AtomicReference<LongPoll> reported = new AtomicReference<>();
    AsyncRuntime.Builder builder = AsyncRuntime.multiThread().workerThreads(2).awaitEngine(engine)
        .longPollThreshold(Duration.ofMillis(200)).onLongPoll(report -> reported.compareAndSet(null, report));
    try (AsyncRuntime runtime = builder.build()) {
      runtime.blockOn(runtime.spawn(() -> spinUntilReported(reported)));
      assertThat(reported.get().stack()).anySatisfy(frame -> assertThat(frame).contains("spinUntilReported"));
    }
  }

  private static boolean spinUntilReported(AtomicReference<LongPoll> reported) {
    while (reported.get() == null) {
      Thread.onSpinWait();
    }
    return true;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void blockingCallsFreeTheWorkersOfTheFastEngine(AwaitEngine engine) throws Exception {
    assumeTrue(engine == AwaitEngine.FAST);
    int blocks = 200;
    CountDownLatch started = new CountDownLatch(blocks);
    Semaphore gate = new Semaphore(0);
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      List<JoinHandle<Integer>> handles = new ArrayList<>();
      for (int i = 0; i < blocks; i++) {
        int number = i;
        handles.add(runtime.spawn(() -> {
          started.countDown();
          gate.acquire();
          return number + await(yieldNow().map(x -> 0));
        }));
      }
      assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
      gate.release(blocks);
      for (int i = 0; i < blocks; i++) {
        assertThat(runtime.blockOn(handles.get(i))).isEqualTo(i);
      }
    }
  }

  /** They would sleep for ever: all can be asleep on two workers only if none keeps its worker. */
  @ParameterizedTest
  @MethodSource("engines")
  void sleepingBlocksFreeTheWorkersOfTheFastEngine(AwaitEngine engine) throws Exception {
    assumeTrue(engine == AwaitEngine.FAST);
    int blocks = 200;
    CountDownLatch falling = new CountDownLatch(blocks);
    ConcurrentLinkedQueue<Integer> woken = new ConcurrentLinkedQueue<>();
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      List<JoinHandle<Void>> handles = new ArrayList<>();
      for (int i = 0; i < blocks; i++) {
        int number = i;
        handles.add(runtime.spawn(() -> {
          falling.countDown();
          try {
            Thread.sleep(Long.MAX_VALUE);
          } finally {
            woken.add(number);
          }
        }));
      }
      assertThat(falling.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(woken).isEmpty();
      handles.forEach(JoinHandle::abort);
      for (JoinHandle<Void> handle : handles) {
        assertThatThrownBy(() -> runtime.blockOn(handle)).isInstanceOf(JoinException.class);
      }
      assertThat(woken).as("unwound").hasSize(blocks);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void blockInPlaceInABlockMayBlock(AwaitEngine engine) {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).awaitEngine(engine).build()) {
      CountDownLatch gate = new CountDownLatch(1);
      JoinHandle<String> handle = runtime.spawn(() -> {
        runtime.spawn((Action) () -> {
          await(yieldNow());
          gate.countDown();
        });
        String blocked = blockInPlace(() -> {
          gate.await();
          assertThatThrownBy(() -> await(Future.ready("x"))).isInstanceOf(IllegalStateException.class);
          return runtime.blockOn(() -> await(yieldNow().map(x -> "blocked")));
        });
        return blocked + await(yieldNow().map(x -> ", then awaited"));
      });
      assertThat(runtime.blockOn(handle)).isEqualTo("blocked, then awaited");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aLocalSetAndItsBlocksStayOnOneThread(AwaitEngine engine) {
    Set<Thread> polledOn = ConcurrentHashMap.newKeySet();
    List<Integer> unsafe = new ArrayList<>();
    try (AsyncRuntime runtime = twoWorkers(engine); LocalSet set = new LocalSet()) {
      for (int i = 0; i < 10; i++) {
        int number = i;
        set.spawnLocal((Action) () -> {
          for (int turn = 0; turn < 20; turn++) {
            unsafe.add(number);
            await(yieldNow());
          }
        });
        set.spawnLocal(yieldNow().map(x -> polledOn.add(Thread.currentThread())));
      }
      runtime.blockOn(set);
    }
    assertThat(unsafe).hasSize(200);
    assertThat(polledOn).containsExactly(Thread.currentThread());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aLocalSetMayBeDrivenByABody(AwaitEngine engine) {
    Set<Thread> polledOn = ConcurrentHashMap.newKeySet();
    try (AsyncRuntime runtime = twoWorkers(engine); LocalSet set = new LocalSet()) {
      String value = runtime.blockOn(() -> await(set.runUntil(async(() -> {
        JoinHandle<Boolean> first = Async.spawnLocal(yieldNow().map(x -> polledOn.add(Thread.currentThread())));
        JoinHandle<String> second = Async.spawnLocal(() -> await(yieldNow().map(x -> "local")));
        await(first);
        return await(second);
      }))));
      assertThat(value).isEqualTo("local");
    }
    assertThat(polledOn).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whatABodyEntersGoesWithIt(AwaitEngine engine) {
    TaskLocal<String> local = TaskLocal.create("who");
    try (AsyncRuntime runtime = twoWorkers(engine); AsyncRuntime other = AsyncRuntime.currentThread().build()) {
      List<JoinHandle<String>> handles = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "block " + i;
        handles.add(runtime.spawn(() -> {
          for (int turn = 0; turn < 20; turn++) {
            try (EnterGuard entered = other.enter()) {
              assertThat(entered).isNotNull();
              local.scopeSync(name, () -> await(yieldNow().map(x -> "")) + assertNamed(local, name));
            }
            assertThat(local.tryGet()).isEmpty();
          }
          return name;
        }));
      }
      for (int i = 0; i < handles.size(); i++) {
        assertThat(runtime.blockOn(handles.get(i))).isEqualTo("block " + i);
      }
    }
  }

  private static String assertNamed(TaskLocal<String> local, String name) {
    assertThat(local.get()).isEqualTo(name);
    return name;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void awaitInABlockingJobIsMisuse(AwaitEngine engine) {
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      JoinHandle<String> job = runtime.spawnBlocking(() -> await(Future.ready("x")));
      assertThatThrownBy(() -> runtime.blockOn(job)).cause().isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("blockOn");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void oneChannelBetweenABlockAndAThread(AwaitEngine engine) {
    try (AsyncRuntime runtime = twoWorkers(engine)) {
      Oneshot<String> there = Oneshot.channel();
      Oneshot<String> back = Oneshot.channel();
      JoinHandle<Boolean> echo = runtime.spawn(() -> back.sender().send(await(there.receiver()) + "!"));
      there.sender().send("hello");
      assertThat(back.receiver().blockingRecv()).isEqualTo("hello!");
      assertThat(runtime.blockOn(echo)).isTrue();
    }
  }
}
