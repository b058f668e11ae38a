package io.asyncruntime.internal.coroutine;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.coroutine.CoroutineEngine.Blocking;
import io.asyncruntime.sync.BlockingMutex;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What belongs to a block while it is suspended, and who may look at it. */
class SuspendedStateTest {
  private final RecordingWaker waker = new RecordingWaker();

  @AfterEach
  void leave() {
    Ambient.current().runtime = null;
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aDumpDisturbsNobody(CoroutineEngine engine) throws Exception {
    int rounds = "long".equals(System.getProperty("stress")) ? engine instanceof FastEngine ? 200_000 : 10_000 : 2_000;
    AsyncBlock<Integer> block = AsyncBlocks.of(() -> {
      int sum = 0;
      for (int i = 0; i < rounds; i++) {
        sum += await(AsyncBlocks.of(() -> await(PollProbe.readyAfter(1, 1))));
      }
      return sum;
    });
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread dumper = new Thread(() -> {
      try {
        while (!done.get()) {
          assertThat(block.stack()).isNotNull();
          assertThat(block.waitingOn()).isNotNull();
        }
      } catch (Throwable thrown) {
        failure.set(thrown);
      }
    });
    try (MiniExecutor executor = new MiniExecutor(engine)) {
      dumper.start();
      assertThat(executor.run(block)).isEqualTo(rounds);
    } finally {
      done.set(true);
      dumper.join();
    }
    assertThat(failure).hasValue(null);
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aGuardHeldAcrossAnAwaitIsNoticed(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    BlockingMutex<String> mutex = new BlockingMutex<>("x");
    PollProbe<String> probe = new PollProbe<>();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      BlockingMutex.Guard<String> guard = mutex.lock();
      await(Future.ready("no suspension, no fault"));
      return await(probe) + guard;
    });
    assertThatThrownBy(() -> block.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("BlockingMutex");
    assertThat(probe.isDropped()).isTrue();
    mutex.tryLock().orElseThrow().close();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aGuardOfThePollerIsNoneOfTheBlocks(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    BlockingMutex<String> mutex = new BlockingMutex<>("x");
    PollProbe<String> probe = new PollProbe<>();
    AsyncBlock<String> block = AsyncBlocks.of(() -> await(probe));
    try (BlockingMutex.Guard<String> guard = mutex.lock()) {
      assertThat(block.poll(waker).isReady()).isFalse();
      assertThat(guard.get()).isEqualTo("x");
    }
    probe.complete("value");
    assertThat(block.poll(waker).value()).isEqualTo("value");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aGuardLeftBehindAtTheEndIsNoticed(CoroutineEngine engine) {
    Engines.use(engine);
    BlockingMutex<String> mutex = new BlockingMutex<>("x");
    AsyncBlock<String> block = AsyncBlocks.of(() -> mutex.lock().get());
    assertThatThrownBy(() -> block.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("BlockingMutex");
    mutex.tryLock().orElseThrow().close();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aGuardHeldInABlockingCallGoesWithTheBlock(CoroutineEngine engine) throws Exception {
    assumeTrue(engine instanceof FastEngine, "only there the poller goes on");
    Engines.use(new Engines.Host(engine, Blocking.UNMOUNT, null));
    BlockingMutex<String> mutex = new BlockingMutex<>("x");
    CountDownLatch gate = new CountDownLatch(1);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      try (BlockingMutex.Guard<String> guard = mutex.lock()) {
        gate.await();
        return guard.get();
      }
    });
    assertThat(block.poll(waker).isReady()).isFalse();
    assertThat(Ambient.current().heldGuards).isNull();
    gate.countDown();
    assertThat(block.poll(waker).value()).isEqualTo("x");
    mutex.tryLock().orElseThrow().close();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void scopedValuesStayWithTheBlock(CoroutineEngine engine) throws Exception {
    assumeTrue(Runtime.version().feature() >= 25, "ScopedValue is final since 25");
    Object scoped = Class.forName("java.lang.ScopedValue").getMethod("newInstance").invoke(null);
    PollProbe<String> probe = new PollProbe<>();
    List<Object> seen = new ArrayList<>();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      where(scoped, "block", () -> {
        await(probe);
        seen.add(get(scoped));
      });
      return "done";
    });
    try (MiniExecutor one = new MiniExecutor(1, engine, Blocking.UNMOUNT);
        MiniExecutor other = new MiniExecutor(1, engine, Blocking.UNMOUNT)) {
      assertThat(one.<Boolean>run(cx -> Poll.ready(block.poll(waker).isReady()))).isFalse();
      assertThat(one.<Object>run(cx -> Poll.ready(get(scoped)))).as("the poller").isEqualTo("none");
      assertThat(one.run(AsyncBlocks.of(() -> get(scoped)))).as("another block").isEqualTo("none");
      probe.complete("x");
      assertThat(other.run(block)).isEqualTo("done");
    }
    assertThat(seen).containsExactly("block");
  }

  /** {@code ScopedValue.where(scoped, value).run(body)}. */
  private static void where(Object scoped, Object value, Runnable body) throws Exception {
    Class<?> type = Class.forName("java.lang.ScopedValue");
    Object carrier = type.getMethod("where", type, Object.class).invoke(null, scoped, value);
    Class.forName("java.lang.ScopedValue$Carrier").getMethod("run", Runnable.class).invoke(carrier, body);
  }

  /** {@code scoped.orElse("none")}. */
  private static Object get(Object scoped) {
    try {
      return Class.forName("java.lang.ScopedValue").getMethod("orElse", Object.class).invoke(scoped, "none");
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
