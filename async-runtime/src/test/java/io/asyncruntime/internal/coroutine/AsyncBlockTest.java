package io.asyncruntime.internal.coroutine;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An async block polled by hand, on one thread. */
class AsyncBlockTest {
  private final RecordingWaker waker = new RecordingWaker();

  @AfterEach
  void leave() {
    Ambient.current().runtime = null;
    Ambient.current().taskLocals = null;
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void isLazy(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AtomicBoolean ran = new AtomicBoolean();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      ran.set(true);
      return "done";
    });
    assertThat(ran).isFalse();
    assertThat(block.poll(waker).value()).isEqualTo("done");
    assertThat(ran).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void suspendsAtAPendingAwaitAndGoesOnWithItsValue(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    PollProbe<Integer> first = new PollProbe<>();
    PollProbe<Integer> second = new PollProbe<>();
    AsyncBlock<Integer> block = AsyncBlocks.of(() -> await(first) + await(second));
    assertThat(block.poll(waker).isReady()).isFalse();
    assertThat(second.polls()).isZero();
    first.complete(40);
    assertThat(waker.takeWake()).isTrue();
    assertThat(block.poll(waker).isReady()).isFalse();
    assertThat(block.poll(waker).isReady()).as("a poll nobody asked for").isFalse();
    second.complete(2);
    assertThat(block.poll(waker).value()).isEqualTo(42);
    assertThat(first.misuse()).isNull();
    assertThat(second.drops()).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void failsWithWhatTheBodyThrowsUnchanged(CoroutineEngine engine) {
    Engines.use(engine);
    for (Throwable failure : List.of(new IOException("checked"), new IllegalArgumentException("unchecked"),
        new AssertionError("error"))) {
      AsyncBlock<Void> block = AsyncBlocks.of(() -> {
        throw AsyncBlockTest.<Exception>sneaky(failure);
      });
      assertThatThrownBy(() -> block.poll(waker)).isSameAs(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void awaitWrapsACheckedFailureOnly(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    IOException checked = new IOException("checked");
    IllegalArgumentException unchecked = new IllegalArgumentException("unchecked");
    AsyncBlock<List<Throwable>> block = AsyncBlocks.of(
        () -> List.of(thrownBy(Future.failed(checked)), thrownBy(Future.failed(unchecked))));
    List<Throwable> seen = block.poll(waker).value();
    assertThat(seen.get(0)).isInstanceOf(CompletionException.class).hasCause(checked);
    assertThat(seen.get(1)).isSameAs(unchecked);
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void refusesToBePolledAfterItsEnd(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AsyncBlock<String> completed = AsyncBlocks.of(() -> "done");
    completed.poll(waker);
    assertThatThrownBy(() -> completed.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after completion");
    AsyncBlock<String> dropped = AsyncBlocks.of(() -> "never");
    dropped.drop();
    assertThatThrownBy(() -> dropped.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after drop()").hasMessageContaining("borrow()");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void refusesToBePolledByItsOwnBody(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AtomicReference<AsyncBlock<Throwable>> self = new AtomicReference<>();
    self.set(AsyncBlocks.of(() -> thrownBy(self.get())));
    assertThat(self.get().poll(waker).value()).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("while it runs");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void failsWhenItReturnsAFutureThatIsNoHandle(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AsyncBlock<Future<String>> forgetful = AsyncBlocks.of(() -> Future.ready("x"));
    assertThatThrownBy(() -> forgetful.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("await it");
    JoinHandle<String> handle = new JoinHandle<>(new FinishedTask());
    assertThat(AsyncBlocks.of(() -> handle).poll(waker).value()).isSameAs(handle);
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void awaitInsideAPollIsMisuse(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    Future<String> confused = cx -> Poll.ready(await(Future.ready("x")));
    AsyncBlock<Throwable> block = AsyncBlocks.of(() -> {
      Throwable seen = thrownBy(confused);
      assertThat(await(Future.ready("still a block"))).isEqualTo("still a block");
      return seen;
    });
    assertThat(block.poll(waker).value()).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inside a poll").hasMessageContaining("async block");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void blocksNest(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    PollProbe<Integer> probe = new PollProbe<>();
    PollProbe<Integer> other = new PollProbe<>();
    AsyncBlock<Integer> block = AsyncBlocks.of(() -> {
      AsyncBlock<Integer> left = AsyncBlocks.of(() -> await(probe) + 1);
      AsyncBlock<Integer> right = AsyncBlocks.of(() -> await(AsyncBlocks.of(() -> await(other) * 2)));
      return await(Futures.join(left, right, Integer::sum)) + await(Future.ready(1000));
    });
    assertThat(block.poll(waker).isReady()).isFalse();
    probe.complete(1);
    assertThat(block.poll(waker).isReady()).isFalse();
    other.complete(50);
    assertThat(block.poll(waker).value()).isEqualTo(1102);
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aBlockThatLosesASelectIsUnwound(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    List<String> journal = new ArrayList<>();
    PollProbe<String> winner = new PollProbe<>();
    PollProbe<String> never = new PollProbe<String>("never").recordingIn(journal);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      AsyncBlock<String> loser = AsyncBlocks.of(() -> {
        try {
          return await(never);
        } finally {
          journal.add("finally");
        }
      });
      return await(Futures.selectBiased(List.of(winner, loser)));
    });
    assertThat(block.poll(waker).isReady()).isFalse();
    winner.complete("won");
    assertThat(block.poll(waker).value()).isEqualTo("won");
    assertThat(journal).containsExactly("poll never", "drop never", "finally");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aStackOverflowIsAnOrdinaryFailure(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AsyncBlock<Integer> block = AsyncBlocks.of(() -> endless(1));
    assertThatThrownBy(() -> block.poll(waker)).isInstanceOf(StackOverflowError.class);
    assertThat(AsyncBlocks.of(() -> "next").poll(waker).value()).isEqualTo("next");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void anInterruptGoesToWhomItWasMeantFor(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    PollProbe<String> probe = new PollProbe<>();
    List<Boolean> body = new ArrayList<>();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      body.add(Thread.currentThread().isInterrupted());
      Thread.currentThread().interrupt();
      String value = await(probe);
      body.add(Thread.interrupted());
      return value;
    });
    Thread.currentThread().interrupt();
    block.poll(waker);
    assertThat(Thread.interrupted()).as("the poller's flag").isTrue();
    probe.complete("x");
    assertThat(block.poll(waker).value()).isEqualTo("x");
    assertThat(Thread.interrupted()).as("the poller's flag, not set").isFalse();
    assertThat(body).containsExactly(false, true);
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void threadLocalsAreTheBlocksOwn(CoroutineEngine engine) throws Exception {
    ThreadLocal<String> local = new ThreadLocal<>();
    Engines.use(engine);
    local.set("poller");
    PollProbe<String> probe = new PollProbe<>();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      String atStart = local.get();
      local.set("block");
      await(probe);
      return atStart + " " + local.get();
    });
    block.poll(waker);
    assertThat(local.get()).isEqualTo("poller");
    probe.complete("x");
    assertThat(block.poll(waker).value()).isEqualTo("null block");
    for (int i = 0; i < 10; i++) {
      assertThat(AsyncBlocks.of(local::get).poll(waker).value()).as("another block").isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void theContextOfThePollerIsInForceInTheBody(CoroutineEngine engine) throws Exception {
    ThreadLocal<String> local = new ThreadLocal<>();
    ContextPropagator propagator = () -> {
      String captured = local.get();
      return () -> {
        local.set(captured);
        return local::remove;
      };
    };
    var host = new Engines.Host(engine, CoroutineEngine.Blocking.BLOCK_POLLER, propagator);
    Engines.use(host);
    local.set("request 7");
    PollProbe<String> probe = new PollProbe<>();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      String before = local.get();
      await(probe);
      return before + ", " + local.get();
    });
    block.poll(waker);
    local.set("request 8");
    probe.complete("x");
    assertThat(block.poll(waker).value()).isEqualTo("request 7, request 7");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void whatTheBodyPutsInPlaceGoesWithItAndNotToThePoller(CoroutineEngine engine) throws Exception {
    Ambient here = Ambient.current();
    Engines.use(engine);
    PollProbe<String> probe = new PollProbe<>();
    here.taskLocals = "first poll";
    AsyncBlock<List<Object>> block = AsyncBlocks.of(() -> {
      Ambient.current().localSet = "the body's set";
      List<Object> seen = new ArrayList<>(List.of(Ambient.current().taskLocals));
      await(probe);
      seen.add(Ambient.current().localSet);
      seen.add(Ambient.current().taskLocals);
      return seen;
    });
    block.poll(waker);
    assertThat(here.localSet).isNull();
    assertThat(here.coroutine).isNull();
    assertThat(here.asyncDepth).isZero();
    here.taskLocals = "second poll";
    probe.complete("x");
    assertThat(block.poll(waker).value()).containsExactly("first poll", "the body's set", "second poll");
    assertThat(here.localSet).isNull();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void tellsWhereItWaits(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    PollProbe<String> probe = new PollProbe<>("the mail");
    AsyncBlock<String> block = AsyncBlocks.of(() -> outer(probe));
    assertThat(block.stack()).isEmpty();
    assertThat(block.waitingOn()).isEmpty();
    block.poll(waker);
    assertThat(block.stack()).anySatisfy(frame -> assertThat(frame).contains("inner"))
        .anySatisfy(frame -> assertThat(frame).contains("outer"));
    assertThat(block.stack().get(0)).contains("inner");
    assertThat(block.waitingOn()).contains("the mail");
    assertThat(block.stack()).as("asked twice").isNotEmpty();
    probe.complete("x");
    assertThat(block.poll(waker).value()).isEqualTo("x");
    assertThat(block.stack()).isEmpty();
  }

  private static String outer(Future<String> probe) {
    AsyncBlock<String> nested = AsyncBlocks.of(() -> inner(probe));
    return await(nested);
  }

  private static String inner(Future<String> probe) {
    return await(probe);
  }

  private static int endless(int depth) {
    return depth == 0 ? 0 : 1 + endless(depth + 1);
  }

  private static Throwable thrownBy(Future<?> future) {
    try {
      await(future);
    } catch (Throwable thrown) {
      return thrown;
    }
    throw new AssertionError("nothing was thrown");
  }

  @SuppressWarnings("unchecked") // erased
  private static <X extends Throwable> X sneaky(Throwable failure) throws X {
    throw (X) failure;
  }

  /** A task that is done. */
  private static final class FinishedTask implements RawTask<String> {
    @Override
    public Poll<String> pollJoin(io.asyncruntime.future.Context cx) {
      return Poll.ready("joined");
    }

    @Override
    public void detach() {
      // nothing to let go of
    }

    @Override
    public void abort() {
      // nothing to stop
    }

    @Override
    public boolean isFinished() { return true; }

    @Override
    public long taskId() {
      return 7;
    }

    @Override
    public String taskName() {
      return "finished";
    }
  }
}
