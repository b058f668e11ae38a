package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.internal.util.VirtualThreads;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocks of the hand-off engine stand still for nothing but themselves: not for each other, not for the JVM's virtual threads. */
@Timeout(120)
class HandoffStarvationTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final CountDownLatch computing = new CountDownLatch(CORES);
  private volatile boolean enough;

  @AfterEach
  void enough() {
    enough = true;
  }

  /** One thread for each of those that compute, and one more. */
  private static AsyncRuntime runtime(int workers) {
    return AsyncRuntime.multiThread().workerThreads(workers).awaitEngine(AwaitEngine.HANDOFF)
        .longPollThreshold(Duration.ofMillis(10)).blockingLane("reports", CORES, CORES, true).build();
  }

  private int compute() {
    computing.countDown();
    while (!enough) {
      Thread.onSpinWait();
    }
    return 1;
  }

  /** A block that suspends a few times; fails when it does not get on. Ends those that compute. */
  private void expectProgress(AsyncRuntime runtime) throws Exception {
    JoinHandle<Integer> turns = runtime.spawn(() -> {
      for (int i = 0; i < 5; i++) {
        await(yieldNow());
      }
      return 5;
    });
    try {
      assertThat(turns.toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo(5);
    } finally {
      enough = true;
    }
  }

  @Test
  void tasksThatReadAFieldWhoseInitialiserAwaitsAllEnd() throws Exception {
    try (AsyncRuntime runtime = runtime(2)) {
      List<JoinHandle<String>> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        readers.add(runtime.spawn(() -> Slow.VALUE));
      }
      for (JoinHandle<String> reader : readers) {
        assertThat(reader.toCompletableFuture().get(60, TimeUnit.SECONDS)).isEqualTo("awaited");
      }
    }
  }

  @Test
  void computingBlocksAsManyAsCoresDoNotStopAnother() throws Exception {
    try (AsyncRuntime runtime = runtime(CORES + 1)) {
      List<JoinHandle<Integer>> blocks = new ArrayList<>();
      for (int i = 0; i < CORES; i++) {
        blocks.add(runtime.spawn(this::compute));
      }
      Latches.await(computing);
      expectProgress(runtime);
      for (JoinHandle<Integer> block : blocks) {
        assertThat(runtime.blockOn(block)).isEqualTo(1);
      }
    }
  }

  @Test
  void blocksInPlaceAsManyAsCoresDoNotStopAnother() throws Exception {
    try (AsyncRuntime runtime = runtime(1)) {
      List<JoinHandle<Integer>> blocks = new ArrayList<>();
      for (int i = 0; i < CORES; i++) {
        blocks.add(runtime.spawn(() -> Async.blockInPlace(this::compute)));
      }
      Latches.await(computing);
      expectProgress(runtime);
      for (JoinHandle<Integer> block : blocks) {
        assertThat(runtime.blockOn(block)).isEqualTo(1);
      }
    }
  }

  @Test
  void computingVirtualThreadsOfTheApplicationDoNotStopBlocks() throws Exception {
    assumeTrue(VirtualThreads.available());
    ThreadFactory threads = VirtualThreads.factory("application-");
    try (AsyncRuntime runtime = runtime(1)) {
      for (int i = 0; i < CORES; i++) {
        threads.newThread(this::compute).start();
      }
      Latches.await(computing);
      expectProgress(runtime);
    }
  }

  @Test
  void computingJobsOfALaneOnVirtualThreadsDoNotStopBlocks() throws Exception {
    try (AsyncRuntime runtime = runtime(1)) {
      List<JoinHandle<Integer>> jobs = new ArrayList<>();
      for (int i = 0; i < CORES; i++) {
        jobs.add(runtime.spawn(runtime.blockingLane("reports").run(this::compute)));
      }
      Latches.await(computing);
      expectProgress(runtime);
      for (JoinHandle<Integer> job : jobs) {
        assertThat(runtime.blockOn(job)).isEqualTo(1);
      }
    }
  }

  /** Not a lambda of that class: its initialisation would wait for itself. */
  private static final Callable<String> AWAITED = () -> {
    for (int i = 0; i < 5; i++) {
      await(yieldNow());
    }
    return "awaited";
  };

  private static final class Slow {
    static final String VALUE = slowly();

    /** What is awaited is another block, for which there must be a thread while the readers stick in here. */
    private static String slowly() {
      return await(Async.spawn(AWAITED));
    }
  }
}
