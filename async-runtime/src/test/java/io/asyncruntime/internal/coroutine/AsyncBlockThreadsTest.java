package io.asyncruntime.internal.coroutine;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Async blocks that two threads poll in turn. */
class AsyncBlockThreadsTest {
  private static final boolean LONG = "long".equals(System.getProperty("stress"));

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void pairsPlayPingPong(CoroutineEngine engine) throws Exception {
    int pairs = LONG ? 600 : 20;
    int rounds = LONG ? engine instanceof FastEngine ? 20_000 : 200 : 50;
    try (MiniExecutor executor = new MiniExecutor(engine)) {
      List<MiniExecutor.Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        Slot ping = new Slot();
        Slot pong = new Slot();
        tasks.add(executor.spawn(AsyncBlocks.of(() -> play(ping, pong, rounds, true))));
        tasks.add(executor.spawn(AsyncBlocks.of(() -> play(pong, ping, rounds, false))));
      }
      for (MiniExecutor.Task<Integer> task : tasks) {
        assertThat(task.result()).isEqualTo(rounds);
      }
    }
  }

  private static int play(Slot mine, Slot theirs, int rounds, boolean serve) {
    int seen = 0;
    for (int i = 0; i < rounds; i++) {
      if (serve) {
        theirs.put(i);
      }
      seen += await(mine.take()) == i ? 1 : 0;
      if (!serve) {
        theirs.put(i);
      }
    }
    return seen;
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aMonitorMayBeHeldAcrossAnAwait(CoroutineEngine engine) throws Exception {
    Object monitor = new Object();
    int[] counter = new int[1];
    contend(engine, () -> {
      synchronized (monitor) {
        int before = counter[0];
        await(new Yield());
        counter[0] = before + 1;
        return Thread.holdsLock(monitor);
      }
    });
    synchronized (monitor) {
      assertThat(counter[0]).isEqualTo(blocks() * turns());
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aReentrantLockMayBeHeldAcrossAnAwait(CoroutineEngine engine) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    int[] counter = new int[1];
    contend(engine, () -> {
      lock.lock();
      try {
        int before = counter[0];
        await(new Yield());
        counter[0] = before + 1;
        return lock.isHeldByCurrentThread();
      } finally {
        lock.unlock();
      }
    });
    assertThat(counter[0]).isEqualTo(blocks() * turns());
    assertThat(lock.isLocked()).isFalse();
  }

  private static int blocks() {
    return LONG ? 16 : 2;
  }

  private static int turns() {
    return LONG ? 2_000 : 100;
  }

  /**
   * Blocks that hold one lock across awaits, on as many threads as there are blocks: where a blocked body blocks its poller, no
   * fewer can make progress.
   */
  private static void contend(CoroutineEngine engine, Callable<Boolean> section) throws Exception {
    try (MiniExecutor executor = new MiniExecutor(blocks(), engine, CoroutineEngine.Blocking.BLOCK_POLLER)) {
      List<MiniExecutor.Task<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < blocks(); i++) {
        tasks.add(executor.spawn(AsyncBlocks.of(() -> {
          boolean held = true;
          for (int turn = 0; turn < turns(); turn++) {
            held &= section.call();
          }
          return held;
        })));
      }
      for (MiniExecutor.Task<Boolean> task : tasks) {
        assertThat(task.result()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void threadLocalsStayWithTheBlockWhoeverPollsIt(CoroutineEngine engine) throws Exception {
    ThreadLocal<Integer> local = new ThreadLocal<>();
    try (MiniExecutor executor = new MiniExecutor(engine)) {
      List<MiniExecutor.Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        tasks.add(executor.spawn(AsyncBlocks.of(() -> {
          assertThat(local.get()).isNull();
          local.set(number);
          Thread self = Thread.currentThread();
          for (int turn = 0; turn < 50; turn++) {
            await(new Yield());
            assertThat(local.get()).isEqualTo(number);
            assertThat(Thread.currentThread()).isSameAs(self);
          }
          return local.get();
        })));
      }
      for (int i = 0; i < tasks.size(); i++) {
        assertThat(tasks.get(i).result()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void droppedBlocksLeaveNothingBehind(CoroutineEngine engine) throws Exception {
    int number = LONG ? engine instanceof FastEngine ? 100_000 : 10_000 : 2_000;
    int before = Thread.activeCount();
    Queue<WeakReference<Object>> inSuspendedFrames = new ConcurrentLinkedQueue<>();
    try (MiniExecutor executor = new MiniExecutor(engine)) {
      for (int done = 0; done < number; done += 100) {
        dropHundred(executor, inSuspendedFrames);
      }
    }
    assertThat(inSuspendedFrames).isNotEmpty();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!inSuspendedFrames.isEmpty()) {
      assertThat(System.nanoTime()).as("%s stacks are kept", inSuspendedFrames.size()).isLessThan(end);
      System.gc();
      inSuspendedFrames.removeIf(frame -> frame.get() == null);
    }
    assertThat(Thread.activeCount()).isLessThan(before + 150);
  }

  /** Some have started, and are suspended, when they are dropped. */
  private static void dropHundred(MiniExecutor executor, Queue<WeakReference<Object>> inSuspendedFrames)
      throws Exception {
    List<MiniExecutor.Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      MiniExecutor.Task<String> task = executor.spawn(AsyncBlocks.of(() -> {
        Object local = new Object();
        inSuspendedFrames.add(new WeakReference<>(local));
        try {
          return await(Future.<String>pending());
        } finally {
          Reference.reachabilityFence(local);
        }
      }));
      if (i % 2 == 0) {
        executor.run(AsyncBlocks.of(() -> "let it start, perhaps"));
      }
      task.abort();
      tasks.add(task);
    }
    for (MiniExecutor.Task<String> task : tasks) {
      assertThatThrownBy(task::result).isInstanceOf(CancellationException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void awaitOutsideABlockIsMisuseOnAPlatformThread(CoroutineEngine engine) throws Exception {
    assertThatThrownBy(() -> await(Future.ready("x"))).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("blockOn");
    try (MiniExecutor executor = new MiniExecutor(engine)) {
      Future<String> poll = cx -> Poll.ready(await(Future.ready("x")));
      assertThatThrownBy(() -> executor.run(poll)).cause().isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("inside a poll");
    }
  }

  /** Wakes itself, once. */
  private static final class Yield implements Future<Void> {
    private boolean yielded;

    @Override
    public Poll<Void> poll(Context cx) {
      if (yielded) { return Poll.ready(null); }
      yielded = true;
      cx.waker().wake();
      return Poll.pending();
    }
  }

  /** Hands values from one block to another, one at a time. Holds nothing, a waker, or a value. */
  private static final class Slot {
    private final AtomicReference<@Nullable Object> content = new AtomicReference<>();

    void put(Integer value) {
      if (content.getAndSet(value) instanceof Waker taker) {
        taker.wake();
      }
    }

    Future<Integer> take() {
      return cx -> {
        while (true) {
          Object now = content.get();
          if (now instanceof Integer value) {
            content.set(null);
            return Poll.ready(value);
          }
          if (content.compareAndSet(now, cx.waker())) { return Poll.pending(); }
        }
      };
    }
  }
}
