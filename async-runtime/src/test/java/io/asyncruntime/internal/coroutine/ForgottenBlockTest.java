package io.asyncruntime.internal.coroutine;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.task.CancelledError;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.LogCapture;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A block with a thread of its own that was polled, and that nobody can poll or drop any more. */
@Timeout(120)
class ForgottenBlockTest {
  private static final int BLOCKS = 100;
  private static final long FOR_EVER = Long.MAX_VALUE - 1;

  private final RecordingWaker waker = new RecordingWaker();
  private final Queue<Throwable> unwound = new ConcurrentLinkedQueue<>();
  private final Set<Thread> own = ConcurrentHashMap.newKeySet();

  @AfterEach
  void leave() {
    Ambient.current().runtime = null;
  }

  private static PlatformBlockThreads use(boolean reuse) {
    PlatformBlockThreads threads = new PlatformBlockThreads("forgotten-", reuse, FOR_EVER);
    Engines.use(new HandoffEngine(threads));
    return threads;
  }

  private AsyncBlock<Void> waiting() {
    return AsyncBlocks.of(() -> {
      own.add(Thread.currentThread());
      try {
        return await(Future.<Void>pending());
      } catch (Throwable thrown) {
        unwound.add(thrown);
        throw thrown;
      }
    });
  }

  private static void untilCollected(String what, BooleanSupplier condition) {
    Latches.until(what, () -> {
      System.gc();
      return condition.getAsBoolean();
    });
  }

  @Test
  void itIsUnwoundOnItsThreadWhichEnds() throws Exception {
    use(false);
    for (int i = 0; i < BLOCKS; i++) {
      assertThat(waiting().poll(waker).isReady()).isFalse();
    }
    assertThat(own).hasSize(BLOCKS);
    untilCollected("all are unwound", () -> unwound.size() == BLOCKS);
    assertThat(unwound).allMatch(thrown -> thrown instanceof CancelledError);
    Latches.until("their threads have ended", () -> own.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void itsThreadGoesBackToTheOthers() throws Exception {
    PlatformBlockThreads threads = use(true);
    assertThat(waiting().poll(waker).isReady()).isFalse();
    untilCollected("it is unwound", () -> unwound.size() == 1);
    List<AsyncBlock<Void>> later = new ArrayList<>(); // each keeps its thread, or that would be the next one's again
    Latches.until("a later block has the same thread", () -> own.contains(keepAThread(later)));
    assertThat(threads.started()).as("one of them started none").isEqualTo(later.size());
    later.forEach(AsyncBlock::drop);
  }

  /** The thread that a block waits on from now on. */
  private Thread keepAThread(List<AsyncBlock<Void>> later) {
    AtomicReference<Thread> on = new AtomicReference<>();
    AsyncBlock<Void> next = AsyncBlocks.of(() -> {
      on.set(Thread.currentThread());
      return await(Future.<Void>pending());
    });
    later.add(next);
    assertThat(poll(next)).isFalse();
    return on.get();
  }

  private boolean poll(AsyncBlock<Void> block) {
    try {
      return block.poll(waker).isReady();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void theLogTellsOnceWhereOneOfThemWaited() throws Exception {
    use(false);
    try (LogCapture log = LogCapture.of("io.asyncruntime.async")) {
      for (int i = 0; i < 5; i++) {
        assertThat(new Author(unwound).block().poll(waker).isReady()).isFalse();
      }
      untilCollected("all are unwound", () -> unwound.size() == 5);
      assertThat(log.lines()).filteredOn(line -> line.contains("forgotten")).hasSize(1).first().asString()
          .startsWith("WARNING").contains("async block (" + Author.class.getName() + ")").contains("Author.waitHere(");
    }
  }

  @Test
  void whatItsCleanUpThrowsIsLogged() throws Exception {
    use(false);
    try (LogCapture log = LogCapture.of("io.asyncruntime.async")) {
      assertThat(AsyncBlocks.of(() -> {
        try {
          return await(Future.<Void>pending());
        } finally {
          throwUnchecked();
        }
      }).poll(waker).isReady()).isFalse();
      untilCollected("it was told", () -> log.lines().stream().anyMatch(line -> line.contains("has failed")));
    }
  }

  private static void throwUnchecked() {
    throw new IllegalStateException("clean-up");
  }

  @Test
  void itsAwaitsInFinallyWorkWhereTheyAreReady() throws Exception {
    use(false);
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    assertThat(AsyncBlocks.of(() -> {
      try {
        return await(Future.<Void>pending());
      } finally {
        seen.add(await(AsyncBlocks.of(() -> await(Future.ready("nested")))));
        try {
          await(Future.<Void>pending());
        } catch (CancelledError again) {
          seen.add("again");
        }
      }
    }).poll(waker).isReady()).isFalse();
    untilCollected("it is unwound", () -> seen.size() == 2);
    assertThat(seen).containsExactly("nested", "again");
  }

  @Test
  void whileItIsHeldNothingHappens() throws Exception {
    use(false);
    PollProbe<String> probe = new PollProbe<>();
    AsyncBlock<String> held = AsyncBlocks.of(() -> await(probe));
    assertThat(held.poll(waker).isReady()).isFalse();
    assertThat(waiting().poll(waker).isReady()).isFalse();
    untilCollected("the other is unwound", () -> unwound.size() == 1);
    probe.complete("value");
    assertThat(held.poll(waker).value()).isEqualTo("value");
    assertThatThrownBy(() -> held.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after completion");
    Reference.reachabilityFence(held);
  }

  @Test
  void oneThatEndsInItsOnlyPollIsNotTakenForForgotten() throws Exception {
    use(false);
    AtomicInteger ended = new AtomicInteger();
    try (LogCapture log = LogCapture.of("io.asyncruntime.async")) {
      assertThat(AsyncBlocks.of(() -> {
        System.gc();
        return ended.incrementAndGet();
      }).poll(waker).value()).isEqualTo(1);
      assertThat(waiting().poll(waker).isReady()).isFalse();
      untilCollected("the other is unwound", () -> unwound.size() == 1);
      assertThat(log.lines()).noneMatch(line -> line.contains("clean-up"));
    }
  }

  @Test
  void aSuspendedBodyDoesNotKeepTheRuntimeOfItsPoller() throws Exception {
    use(false);
    WeakReference<Object> runtime = new WeakReference<>(Ambient.current().runtime);
    AsyncBlock<Void> held = waiting();
    assertThat(held.poll(waker).isReady()).isFalse();
    Ambient.current().runtime = null;
    untilCollected("the runtime is gone", () -> runtime.get() == null);
    held.drop();
    assertThat(unwound).hasSize(1);
  }

  /** Polls a block that does not wait. */
  private static final class BlockOnce {
    static <T> T value(AsyncBlock<T> block, RecordingWaker waker) {
      try {
        return block.poll(waker).value();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  /** A class that the log can name. */
  private static final class Author {
    private final Queue<Throwable> unwound;

    Author(Queue<Throwable> unwound) {
      this.unwound = unwound;
    }

    AsyncBlock<Void> block() {
      Queue<Throwable> seen = unwound;
      return AsyncBlocks.of(() -> waitHere(seen));
    }

    private static Void waitHere(Queue<Throwable> seen) {
      try {
        return await(Future.<Void>pending());
      } finally {
        seen.add(new Throwable("unwound"));
      }
    }
  }
}
