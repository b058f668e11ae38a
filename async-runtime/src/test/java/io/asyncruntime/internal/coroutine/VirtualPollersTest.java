package io.asyncruntime.internal.coroutine;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.VirtualThreads;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that are polled by a virtual thread, and await on one. */
class VirtualPollersTest {

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void anOrdinaryVirtualThreadMayPoll(CoroutineEngine engine) throws Exception {
    List<Object> seen = onVirtualThread(() -> {
      Engines.use(engine);
      RecordingWaker waker = new RecordingWaker();
      PollProbe<String> probe = new PollProbe<>();
      AsyncBlock<List<Object>> block = AsyncBlocks.of(() -> {
        Ambient first = Ambient.current();
        await(probe);
        return List.of(first, Ambient.current(), await(AsyncBlocks.of(() -> "nested")));
      });
      assertThat(block.poll(waker).isReady()).isFalse();
      probe.complete("x");
      assertThat(waker.takeWake()).isTrue();
      List<Object> places = new ArrayList<>(block.poll(waker).value());
      assertThat(places.remove(0)).isSameAs(Ambient.current());
      assertThat(places.remove(0)).isSameAs(Ambient.current());
      return places;
    });
    assertThat(seen).containsExactly("nested");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aBlockOnItBlocksThatThreadOnly(CoroutineEngine engine) throws Exception {
    assertThat(onVirtualThread(() -> {
      Engines.use(engine);
      CountDownLatch gate = new CountDownLatch(1);
      AsyncBlock<String> block = AsyncBlocks.of(() -> {
        VirtualThread.start(gate::countDown);
        gate.await();
        return "went on";
      });
      return block.poll(new RecordingWaker()).value();
    })).isEqualTo("went on");
  }

  @Test
  void awaitOnItWaits() throws Exception {
    PollProbe<String> probe = new PollProbe<>();
    CountDownLatch polled = new CountDownLatch(1);
    CompletableFuture<String> value = new CompletableFuture<>();
    assumeTrue(VirtualThreads.available());
    VirtualThread.start(() -> value.complete(await(probe.onPoll(polled::countDown))));
    assertThat(polled.await(60, TimeUnit.SECONDS)).isTrue();
    probe.complete("x");
    assertThat(value.get(60, TimeUnit.SECONDS)).isEqualTo("x");
  }

  @Test
  void awaitInAPollOnItIsMisuse() throws Exception {
    Future<String> confused = cx -> Poll.ready(await(Future.ready("x")));
    assertThat(onVirtualThread(() -> {
      try {
        return await(confused);
      } catch (IllegalStateException misuse) {
        return misuse.getMessage();
      }
    })).contains("inside a poll");
  }

  /** Fast blocks in hand-off blocks, and the other way round. */
  @ParameterizedTest
  @MethodSource("pairs")
  void enginesNest(CoroutineEngine outer, CoroutineEngine inner) throws Exception {
    PollProbe<String> probe = new PollProbe<>();
    RecordingWaker waker = new RecordingWaker();
    Engines.use(outer);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      Engines.use(inner);
      AsyncBlock<String> nested = AsyncBlocks.of(() -> {
        Engines.use(outer);
        return await(AsyncBlocks.of(() -> await(probe) + "!"));
      });
      return await(nested) + "?";
    });
    try {
      assertThat(block.poll(waker).isReady()).isFalse();
      assertThat(block.stack()).isNotEmpty();
      probe.complete("value");
      assertThat(block.poll(waker).value()).isEqualTo("value!?");
    } finally {
      Ambient.current().runtime = null;
    }
  }

  static Stream<Arguments> pairs() {
    return Engines.all().flatMap(outer -> Engines.all()
        .map(inner -> Arguments.of(outer.get()[0], inner.get()[0])));
  }

  private static <T> T onVirtualThread(Callable<T> task) throws Exception {
    assumeTrue(VirtualThreads.available());
    CompletableFuture<T> result = new CompletableFuture<>();
    VirtualThread.start(() -> {
      try {
        result.complete(task.call());
      } catch (Throwable failure) {
        result.completeExceptionally(failure);
      }
    });
    return result.get(60, TimeUnit.SECONDS);
  }
}
