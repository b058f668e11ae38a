package io.asyncruntime.internal.coroutine;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.coroutine.CoroutineEngine.Blocking;
import io.asyncruntime.internal.util.VirtualThreads;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of the JDK that block, in the body of an async block. */
class BlockingCallsTest {
  private static final int BLOCKS = 200;

  @AfterEach
  void leave() {
    Ambient.current().runtime = null;
  }

  @Test
  void theFastEngineIsThereWhereItCanBe() {
    assertThat(FastEngine.find() != null).isEqualTo(VirtualThreads.available() && FastRequirements.javaLangIsOpen());
  }

  @Test
  void blockedBlocksFreeTheirWorkers() throws Exception {
    FastEngine engine = fastEngine();
    CountDownLatch allBlocked = new CountDownLatch(BLOCKS);
    Semaphore gate = new Semaphore(0);
    try (MiniExecutor executor = new MiniExecutor(2, engine, Blocking.UNMOUNT)) {
      List<MiniExecutor.Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < BLOCKS; i++) {
        int number = i;
        tasks.add(executor.spawn(AsyncBlocks.of(() -> {
          allBlocked.countDown();
          gate.acquire();
          return number;
        })));
      }
      assertThat(allBlocked.await(60, TimeUnit.SECONDS)).as("all started on two workers").isTrue();
      gate.release(BLOCKS);
      for (int i = 0; i < BLOCKS; i++) {
        assertThat(tasks.get(i).result()).isEqualTo(i);
      }
    }
  }

  @Test
  void aBlockedBlockIsPendingAndWakesWhenItCanGoOn() throws Exception {
    Engines.use(new Engines.Host(fastEngine(), Blocking.UNMOUNT, null));
    RecordingWaker waker = new RecordingWaker();
    CountDownLatch gate = new CountDownLatch(1);
    Ambient here = Ambient.current();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      Ambient.current().taskLocals = "the body's";
      gate.await();
      return String.valueOf(Ambient.current().taskLocals);
    });
    assertThat(block.poll(waker).isReady()).isFalse();
    assertThat(block.poll(waker).isReady()).as("a poll nobody asked for").isFalse();
    assertThat(here.taskLocals).isNull();
    assertThat(waker.takeWake()).isFalse();
    gate.countDown();
    assertThat(waker.takeWake()).isTrue();
    assertThat(block.poll(waker).value()).isEqualTo("the body's");
  }

  @Test
  void aBlockedBlockGoesOnAtThePlaceOfItsNextPoller() throws Exception {
    FastEngine engine = fastEngine();
    CountDownLatch gate = new CountDownLatch(1);
    RecordingWaker waker = new RecordingWaker();
    AtomicReference<Ambient> seen = new AtomicReference<>();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      gate.await();
      seen.set(Ambient.current());
      return "done";
    });
    Engines.use(new Engines.Host(engine, Blocking.UNMOUNT, null));
    assertThat(block.poll(waker).isReady()).isFalse();
    gate.countDown();
    try (MiniExecutor executor = new MiniExecutor(1, engine, Blocking.UNMOUNT)) {
      Ambient workers = executor.run(cx -> Poll.ready(Ambient.current()));
      assertThat(executor.run(block)).isEqualTo("done");
      assertThat(seen).hasValue(workers);
    }
  }

  @Test
  void dropInterruptsABlockedBlockAndUnwindsIt() throws Exception {
    FastEngine engine = fastEngine();
    List<String> journal = new ArrayList<>();
    CountDownLatch started = new CountDownLatch(1);
    try (MiniExecutor executor = new MiniExecutor(1, engine, Blocking.UNMOUNT)) {
      MiniExecutor.Task<String> task = executor.spawn(AsyncBlocks.of(() -> {
        try {
          started.countDown();
          new CountDownLatch(1).await();
          return "not reached";
        } catch (InterruptedException interrupted) {
          journal.add("interrupted");
          return await(Future.pending());
        } finally {
          journal.add("finally");
        }
      }));
      assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
      executor.run(Future.ready("the worker is free"));
      task.abort();
      assertThatThrownBy(task::result).isInstanceOf(CancellationException.class);
    }
    assertThat(journal).containsExactly("interrupted", "finally");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void anInterruptOfABlockedPollerReachesTheBodyAndStaysWithThePoller(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    Thread poller = Thread.currentThread();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      CountDownLatch never = new CountDownLatch(1);
      Thread other = new Thread(() -> interruptOnceWaiting(poller));
      other.start();
      try {
        never.await();
        return "not reached";
      } catch (InterruptedException interrupted) {
        return "interrupted " + Thread.currentThread().isInterrupted();
      }
    });
    assertThat(block.poll(new RecordingWaker()).value()).isEqualTo("interrupted false");
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void interruptOnceWaiting(Thread poller) {
    while (poller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    poller.interrupt();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void theBodyInterruptsItselfInABlockingCall(CoroutineEngine engine) throws Exception {
    try (MiniExecutor executor = new MiniExecutor(engine)) {
      String seen = executor.run(AsyncBlocks.of(() -> {
        Thread.currentThread().interrupt();
        try {
          new CountDownLatch(1).await();
          return "not reached";
        } catch (InterruptedException interrupted) {
          return "interrupted";
        }
      }));
      assertThat(seen).isEqualTo("interrupted");
      assertThat(executor.<Boolean>run(cx -> Poll.ready(Thread.currentThread().isInterrupted()))).isFalse();
    }
  }

  /** With UNMOUNT this is a deadlock: the poll waits for a lock that is handed to a block which only its thread can mount. */
  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aPlainPollAndAQueuedBlockShareALockOnOneThread(CoroutineEngine engine) throws Exception {
    ReentrantLock lock = new ReentrantLock(true);
    CountDownLatch held = new CountDownLatch(1);
    Thread holder = new Thread(() -> {
      lock.lock();
      held.countDown();
      while (!lock.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
      lock.unlock();
    });
    holder.start();
    assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
    try (MiniExecutor executor = new MiniExecutor(1, engine, Blocking.BLOCK_POLLER)) {
      MiniExecutor.Task<String> block = executor.spawn(AsyncBlocks.of(() -> "block" + locked(lock)));
      MiniExecutor.Task<String> plain = executor.spawn(cx -> Poll.ready("plain" + locked(lock)));
      assertThat(block.result()).isEqualTo("block true");
      assertThat(plain.result()).isEqualTo("plain true");
    }
  }

  private static String locked(ReentrantLock lock) {
    lock.lock();
    try {
      return " " + lock.isHeldByCurrentThread();
    } finally {
      lock.unlock();
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aSocketCanBeReadInABlock(CoroutineEngine engine) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        MiniExecutor executor = new MiniExecutor(engine)) {
      CountDownLatch connected = new CountDownLatch(1);
      MiniExecutor.Task<Integer> reader = executor.spawn(AsyncBlocks.of(() -> {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
          connected.countDown();
          return socket.getInputStream().read();
        }
      }));
      assertThat(connected.await(60, TimeUnit.SECONDS)).isTrue();
      try (Socket accepted = server.accept()) {
        accepted.getOutputStream().write(42);
        assertThat(reader.result()).isEqualTo(42);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void virtualThreadsStartedInABlockRunOnTheirOwn(CoroutineEngine engine) throws Exception {
    assumeTrue(VirtualThreads.available());
    Engines.use(engine);
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Ambient> childs = new AtomicReference<>();
    PollProbe<String> probe = new PollProbe<>();
    AsyncBlock<Thread> block = AsyncBlocks.of(() -> {
      Thread child = VirtualThread.start(() -> {
        childs.set(Ambient.current());
        done.countDown();
      });
      await(probe);
      return child;
    });
    assertThat(block.poll(new RecordingWaker()).isReady()).isFalse();
    assertThat(done.await(60, TimeUnit.SECONDS)).as("while the block is suspended").isTrue();
    probe.complete("x");
    assertThat(block.poll(new RecordingWaker()).value()).isNotNull();
    assertThat(childs.get()).isNotSameAs(Ambient.current());
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void anAwaitThatIsPinnedFailsAndTheThreadLivesOn(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    PollProbe<String> probe = new PollProbe<>();
    RecordingWaker waker = new RecordingWaker();
    AsyncBlock<String> block =
        AsyncBlocks.of(() -> List.of("x").stream().map(x -> loadPinned(engine, probe)).toList().get(0));
    if (engine instanceof FastEngine) {
      assertThat(block.poll(waker).value()).contains("await while pinned");
      assertThat(probe.isDropped()).isTrue();
    } else {
      assertThat(block.poll(waker).isReady()).isFalse();
      probe.complete("value");
      assertThat(block.poll(waker).value()).isEqualTo("value");
    }
    assertThat(AsyncBlocks.of(() -> "next").poll(waker).value()).isEqualTo("next");
  }

  /** A class whose initialiser awaits; another one for each engine, as a class is initialised once. */
  private static String loadPinned(CoroutineEngine engine, PollProbe<String> probe) {
    PROBE.set(probe);
    if (engine instanceof FastEngine) { return PinnedFast.VALUE; }
    return PinnedPlatform.VALUE;
  }

  private static final AtomicReference<PollProbe<String>> PROBE = new AtomicReference<>();

  private static String awaitInInitialiser() {
    try {
      return await(PROBE.get());
    } catch (IllegalStateException pinned) {
      return String.valueOf(pinned.getMessage());
    }
  }

  private static final class PinnedFast {
    static final String VALUE = awaitInInitialiser();
  }

  private static final class PinnedPlatform {
    static final String VALUE = awaitInInitialiser();
  }

  private static FastEngine fastEngine() {
    FastEngine engine = FastEngine.find();
    assumeTrue(engine != null, "needs Java 21");
    if (engine == null) { throw new AssertionError(); }
    return engine;
  }
}
