package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.LogCapture;
import io.asyncruntime.testkit.PollProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code spawnBlocking} and {@code blockInPlace}. */
@Timeout(120)
class BlockingWorkTest {
  @ParameterizedTest
  @EnumSource
  void aJobRunsOnAThreadOfThePool(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().threadNamePrefix("shop-").build()) {
      Thread thread = runtime.blockOn(runtime.spawnBlocking(Thread::currentThread));
      assertThat(thread.getName()).startsWith("shop-blocking-");
      assertThat(thread.isDaemon()).isTrue();
      assertThatThrownBy(() -> runtime.blockOn(runtime.spawnBlocking("disk", () -> {
        throw new IOException("full");
      }))).isInstanceOf(JoinException.class).hasRootCauseInstanceOf(IOException.class).hasMessageContaining("disk");
    }
  }

  /** Two threads, each of which waits for a job that would need a third: said once, and one that is aborted sets a thread free. */
  @ParameterizedTest
  @EnumSource
  void aPoolWhoseJobsAllWaitForJobsOfItIsSaid(Flavor flavor) {
    try (LogCapture log = LogCapture.of("io.asyncruntime.blocking");
        AsyncRuntime runtime = flavor.builder().maxBlockingThreads(2).blockingLane("jdbc", 1, 1).build()) {
      CountDownLatch both = new CountDownLatch(2);
      List<JoinHandle<String>> inner = new CopyOnWriteArrayList<>();
      Callable<String> outer = () -> {
        both.countDown();
        both.await();
        JoinHandle<String> needed = runtime.spawnBlocking(() -> "ran");
        inner.add(needed);
        return needed.join();
      };
      JoinHandle<String> first = runtime.spawnBlocking(outer);
      JoinHandle<String> second = runtime.spawnBlocking(outer);
      log.await("all 2 threads of the blocking pool wait in join()");
      first.abort();
      assertThat(runtime.blockOn(second)).isEqualTo("ran");
      assertThatThrownBy(() -> runtime.blockOn(first)).isInstanceOf(JoinException.class);
      assertThat(log.lines()).filteredOn(line -> line.contains("join()")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPoolOfWhichOneThreadIsFreeIsNotStuck(Flavor flavor) {
    try (LogCapture log = LogCapture.of("io.asyncruntime.blocking");
        AsyncRuntime runtime = flavor.builder().maxBlockingThreads(2).build()) {
      for (int i = 0; i < 20; i++) {
        JoinHandle<Integer> outer = runtime.spawnBlocking(() -> {
          List<JoinHandle<Integer>> parts = new ArrayList<>();
          for (int part = 0; part < 5; part++) parts.add(runtime.spawnBlocking(() -> 1));
          return parts.stream().mapToInt(JoinHandle::join).sum();
        });
        assertThat(runtime.blockOn(outer)).isEqualTo(5);
      }
      assertThat(log.lines()).noneMatch(line -> line.contains("join()"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobsAreCountedByWhatBecameOfThem(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().maxBlockingThreads(1).blockingLane("jdbc", 1, 1).build()) {
      CountDownLatch inside = Latches.one();
      CountDownLatch mayEnd = Latches.one();
      JoinHandle<Void> running = runtime.spawnBlocking(() -> {
        inside.countDown();
        Latches.await(mayEnd);
      });
      Latches.await(inside);
      JoinHandle<Integer> waiting = runtime.spawnBlocking(() -> 1);
      assertThat(runtime.metrics().numRunningJobs()).isEqualTo(1);
      waiting.abort();
      mayEnd.countDown();
      runtime.blockOn(running);
      assertThat(runtime.<Integer>blockOn(runtime.blockingLane("jdbc").run(() -> 7))).isEqualTo(7);
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(runtime.spawnBlocking(() -> {
        throw new IOException("full");
      })));
      assertThat(runtime.metrics().submittedJobsCount()).isEqualTo(4);
      assertThat(runtime.metrics().completedJobsCount()).isEqualTo(2);
      assertThat(runtime.metrics().cancelledJobsCount()).isEqualTo(1);
      assertThat(runtime.metrics().failedJobsCount()).isEqualTo(1);
      assertThat(runtime.metrics().numRunningJobs()).isZero();
      assertThat(runtime.metrics().maxBlockingThreads()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAbortBeforeTheStartMeansThatItNeverRuns(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().maxBlockingThreads(1).build()) {
      CountDownLatch inside = Latches.one();
      CountDownLatch mayEnd = Latches.one();
      JoinHandle<Void> first = runtime.spawnBlocking(() -> {
        inside.countDown();
        Latches.await(mayEnd);
      });
      Latches.await(inside);
      AtomicBoolean ran = new AtomicBoolean();
      JoinHandle<Void> second = runtime.spawnBlocking(() -> ran.set(true));
      assertThat(runtime.metrics().blockingQueueDepth()).isEqualTo(1);
      second.abort();
      assertThat(second.isFinished()).isTrue();
      mayEnd.countDown();
      runtime.blockOn(first);
      runtime.blockOn(runtime.spawnBlocking(() -> 1));
      assertThat(ran).isFalse();
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(second))
          .matches(JoinException::isCancelled);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAbortWhileItRunsInterruptsAndTheTaskShowsAsRunningUntilItsEnd(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      CountDownLatch inside = Latches.one();
      CountDownLatch interrupted = Latches.one();
      CountDownLatch mayEnd = Latches.one();
      JoinHandle<String> job = runtime.spawnBlocking("slow", () -> {
        inside.countDown();
        try {
          new CountDownLatch(1).await(40, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
          interrupted.countDown();
          Latches.await(mayEnd);
          throw stop;
        }
        return "not interrupted";
      });
      Latches.await(inside);
      job.abort();
      Latches.await(interrupted);
      assertThat(job.isFinished()).isFalse();
      TaskInfo info = runtime.dump().tasks().get(0);
      assertThat(info.kind()).isEqualTo(TaskKind.BLOCKING);
      assertThat(info.status()).isEqualTo(TaskStatus.RUNNING);
      mayEnd.countDown();
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(job))
          .matches(JoinException::isCancelled);
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobsRunFirstComeFirstServed(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().maxBlockingThreads(1).build()) {
      List<Integer> order = new ArrayList<>(); // by one thread
      JoinHandle<Void> last = runtime.spawnBlocking(() -> {
      });
      for (int i = 0; i < 20; i++) {
        int n = i;
        last = runtime.spawnBlocking(() -> {
          order.add(n);
        });
      }
      runtime.blockOn(last);
      assertThat(order).isSorted().hasSize(20);
      assertThat(runtime.metrics().numBlockingThreads()).isEqualTo(1);
    }
  }

  @Test
  void anotherWorkerTakesTheQueueOverAtOnce() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1)
        .longPollThreshold(Duration.ZERO).build()) {
      JoinHandle<Integer> handle = runtime.spawn(() -> {
        CountDownLatch ran = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
          runtime.spawn(ran::countDown);
        }
        blockInPlace(() -> Latches.await(ran));
        return 1;
      });
      assertThat(runtime.blockOn(handle)).isEqualTo(1);
    }
  }

  @Test
  void aWorkerWithNothingToDoGetsAThreadWhenSomethingComesUp() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1)
        .longPollThreshold(Duration.ZERO).build()) {
      CountDownLatch blocks = Latches.one();
      CountDownLatch ran = Latches.one();
      JoinHandle<Integer> handle = runtime.spawn(() -> blockInPlace(() -> {
        blocks.countDown();
        Latches.await(ran);
        return 1;
      }));
      Latches.await(blocks);
      runtime.spawn(ran::countDown);
      assertThat(runtime.blockOn(handle)).isEqualTo(1);
    }
  }

  @Test
  void aTimerThatIsSetMeanwhileFiresThoughTheWorkerHasNoThread() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1)
        .longPollThreshold(Duration.ZERO).build()) {
      JoinHandle<Integer> handle = runtime.spawn(() -> blockInPlace(() -> {
        runtime.blockOn(sleep(Duration.ofMillis(1)));
        return 1;
      }));
      assertThat(runtime.blockOn(handle)).isEqualTo(1);
    }
  }

  @Test
  void aTimerThatWasSetBeforeFiresThoughItsWorkerBlocks() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1)
        .longPollThreshold(Duration.ZERO).build()) {
      CountDownLatch fired = Latches.one();
      JoinHandle<Integer> handle = runtime.spawn(() -> {
        CountDownLatch sleeps = Latches.one();
        runtime.spawn(() -> {
          sleeps.countDown();
          await(sleep(Duration.ofMillis(1)));
          fired.countDown();
        });
        while (sleeps.getCount() > 0) {
          await(yieldNow());
        }
        return blockInPlace(() -> {
          Latches.await(fired);
          return 1;
        });
      });
      assertThat(runtime.blockOn(handle)).isEqualTo(1);
    }
  }

  @Test
  void aWorkerWithoutAThreadDropsItsTasksAtTheEnd() {
    CountDownLatch dropped = Latches.one();
    CountDownLatch blocks = Latches.one();
    AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ZERO).build();
    runtime.spawn(new PollProbe<Void>().onDrop(dropped::countDown));
    runtime.spawn(() -> {
      await(yieldNow());
      blockInPlace(() -> {
        blocks.countDown();
        Latches.await(dropped);
      });
    });
    Latches.await(blocks);
    runtime.close();
    assertThat(dropped.getCount()).isZero();
  }

  @Test
  void nestedCallsAreFree() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      JoinHandle<Boolean> handle = runtime.spawn(() -> blockInPlace(() -> {
        Thread outer = Thread.currentThread();
        return blockInPlace(() -> blockInPlace(Thread::currentThread)) == outer;
      }));
      assertThat(runtime.blockOn(handle)).isTrue();
    }
  }

  @Test
  void afterItTheTaskMayAwaitAgain() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      JoinHandle<Integer> handle = runtime.spawn(() -> {
        int sum = 0;
        for (int i = 0; i < 50; i++) {
          sum += blockInPlace(() -> 1);
          await(yieldNow());
          sum += await(runtime.spawn(() -> 1));
        }
        return sum;
      });
      assertThat(runtime.blockOn(handle)).isEqualTo(100);
      assertThat(runtime.metrics().numWorkers()).isEqualTo(1);
    }
  }

  /** Blocks the body itself, which under the fast engine leaves its carrier meanwhile, and may go on at another worker. */
  @Test
  void workThatReallyBlocksGoesOnWhereverItIs() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
      List<JoinHandle<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(runtime.spawn(() -> {
          for (int n = 0; n < 5; n++) {
            CountDownLatch latch = Latches.one();
            runtime.spawn(latch::countDown);
            blockInPlace(() -> Latches.await(latch));
            await(yieldNow());
          }
          return AsyncRuntime.current() == runtime ? 1 : 0;
        }));
      }
      int sum = 0;
      for (JoinHandle<Integer> one : all) {
        sum += runtime.blockOn(one);
      }
      assertThat(sum).isEqualTo(40);
      assertThat(runtime.<Integer>blockOn(() -> await(runtime.spawn(() -> 7)))).isEqualTo(7);
    }
  }

  @Test
  void theWholePollOfAPlainFutureStandsStillButItsWorkerIsReplaced() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      Oneshot<String> channel = Oneshot.channel();
      JoinHandle<String> task = runtime.spawn(cx -> {
        CountDownLatch ran = Latches.one();
        runtime.spawn(() -> {
          channel.sender().send("x");
          ran.countDown();
        });
        return Poll.ready(blockInPlace(() -> {
          Latches.await(ran);
          return channel.receiver().tryRecv().orElseThrow();
        }));
      });
      assertThat(runtime.blockOn(task)).isEqualTo("x");
    }
  }

  @Test
  void onCurrentThreadItNamesTheWayOut() {
    try (AsyncRuntime runtime = Flavor.CURRENT.build()) {
      assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(() -> blockInPlace(() -> 1)))
          .withMessageContaining("spawnBlocking").withMessageContaining("multi-thread");
      assertThatThrownBy(() -> runtime.blockOn(runtime.spawn(() -> blockInPlace(() -> 1))))
          .cause().hasMessageContaining("spawnBlocking");
      assertThat(runtime.blockOn(runtime.spawnBlocking(() -> blockInPlace(() -> 1)))).isEqualTo(1);
    }
  }

  @Test
  void outsideARuntimeItJustRuns() {
    assertThat(blockInPlace(() -> 1)).isEqualTo(1);
    IllegalArgumentException unchecked = new IllegalArgumentException();
    assertThatThrownBy(() -> blockInPlace(() -> {
      throw unchecked;
    })).isSameAs(unchecked);
    assertThatThrownBy(() -> blockInPlace(() -> {
      throw new IOException("disk");
    })).isInstanceOf(CompletionException.class).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void inBlockOnOfAMultiThreadRuntimeItJustRuns() {
    try (AsyncRuntime runtime = Flavor.MULTI.build()) {
      AtomicReference<Thread> thread = new AtomicReference<>();
      AtomicInteger value = new AtomicInteger();
      runtime.blockOn(cx -> {
        thread.set(blockInPlace(Thread::currentThread));
        value.set(blockInPlace(() -> runtime.blockOn(runtime.spawn(() -> 3))));
        return Poll.ready(null);
      });
      assertThat(thread.get()).isSameAs(Thread.currentThread());
      assertThat(value).hasValue(3);
    }
  }
}
