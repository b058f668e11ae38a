package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.spawn;
import static io.asyncruntime.Async.timeout;
import static io.asyncruntime.Async.uncancellable;
import static io.asyncruntime.Async.withDeadline;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.RuntimeInstant;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A section that has begun is finished, whoever wants its task to end, or given up at its limit. The clock stands still. */
@Timeout(60)
class UncancellableTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AsyncRuntime runtime = AsyncRuntime.currentThread().startPaused(true).build();
  private final Queue<String> done = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    runtime.close();
  }

  private Future<String> payment(Duration takes) {
    return async(() -> {
      done.add("charged");
      try {
        await(sleep(takes));
        done.add("recorded");
        return "receipt";
      } finally {
        done.add("left");
      }
    });
  }

  private static void assertCancelled(JoinHandle<?> task) {
    assertThatThrownBy(() -> await(task)).isInstanceOfSatisfying(JoinException.class,
        failure -> assertThat(failure.isCancelled()).isTrue());
  }

  @Test
  void nothingIsDifferentWhileNobodyWantsItsEnd() {
    assertThat(runtime.blockOn(uncancellable(payment(SECOND)))).isEqualTo("receipt");
    assertThatThrownBy(() -> runtime.blockOn(uncancellable(Future.failed(new IllegalStateException("declined")))))
        .hasMessage("declined");
    assertThatIllegalArgumentException().isThrownBy(() -> uncancellable(Duration.ZERO, payment(SECOND)))
        .withMessageContaining("limit");
  }

  @Test
  void anAbortWaitsForItsEndAndThenTakesEffectAtOnce() {
    Duration took = runtime.blockOn(() -> {
      RuntimeInstant begin = RuntimeInstant.now();
      JoinHandle<Void> task = spawn(() -> {
        await(uncancellable(payment(SECOND)));
        done.add("went on");
      });
      await(yieldNow());
      task.abort();
      await(yieldNow());
      await(yieldNow());
      assertThat(task.isFinished()).isFalse();
      assertCancelled(task);
      return begin.elapsed();
    });
    assertThat(done).containsExactly("charged", "recorded", "left");
    assertThat(took).isEqualTo(SECOND);
    assertThat(runtime.metrics().cancelledTasksCount()).isOne();
  }

  @Test
  void guardsStayHeldUntilThen() {
    Mutex<String> mutex = new Mutex<>("account");
    runtime.blockOn(() -> {
      JoinHandle<Void> task = spawn(() -> {
        try (Mutex.Guard<String> guard = await(mutex.lock())) {
          done.add(guard.get());
          await(uncancellable(payment(SECOND)));
        }
      });
      await(yieldNow());
      task.abort();
      await(yieldNow());
      assertThat(mutex.tryLock()).isEmpty();
      await(mutex.lock());
      assertThat(done).contains("recorded");
      assertCancelled(task);
    });
  }

  @Test
  void itIsGivenUpAtItsLimitWhichCountsFromTheAbort() {
    Duration took = runtime.blockOn(() -> {
      JoinHandle<String> task = spawn(uncancellable(SECOND, payment(MINUTE)));
      await(sleep(Duration.ofSeconds(30)));
      RuntimeInstant aborted = RuntimeInstant.now();
      task.abort();
      assertCancelled(task);
      return aborted.elapsed();
    });
    assertThat(took).isEqualTo(SECOND);
    assertThat(done).containsExactly("charged", "left");
  }

  @Test
  void theLimitCountsAlsoDeepInsideOfOthers() {
    runtime.blockOn(() -> {
      Future<String> never = Future.pending();
      JoinHandle<?> task = spawn(Futures.join(
          List.of(never, Futures.join(List.of(uncancellable(SECOND, payment(MINUTE)), never)).map(all -> ""))));
      await(yieldNow());
      task.abort();
      assertCancelled(task);
    });
    assertThat(done).containsExactly("charged", "left");
  }

  @Test
  void aTimeoutWaitsForItToo() {
    Duration took = runtime.blockOn(() -> {
      RuntimeInstant begin = RuntimeInstant.now();
      assertThatThrownBy(() -> await(timeout(SECOND, async(() -> {
        await(uncancellable(payment(Duration.ofSeconds(3))));
        done.add("went on");
      })))).isInstanceOf(ElapsedException.class);
      return begin.elapsed();
    });
    assertThat(took).isEqualTo(Duration.ofSeconds(3));
    assertThat(done).containsExactly("charged", "recorded", "left");
  }

  @Test
  void aTimeoutAroundATimeoutWaitsToo() {
    runtime.blockOn(() -> assertThatThrownBy(() -> await(timeout(SECOND, timeout(Duration.ofSeconds(2),
        uncancellable(payment(Duration.ofSeconds(3))))))).isInstanceOf(ElapsedException.class));
    assertThat(done).containsExactly("charged", "recorded", "left");
  }

  @Test
  void aTimeoutInsideIsItsOwnAffair() {
    runtime.blockOn(() -> assertThatThrownBy(() -> await(uncancellable(timeout(SECOND, payment(MINUTE)))))
        .isInstanceOf(ElapsedException.class));
    assertThat(done).containsExactly("charged", "left");
  }

  @Test
  void aSectionInASectionBelongsToIt() {
    runtime.blockOn(() -> {
      JoinHandle<Void> task = spawn(uncancellable(async(() -> {
        await(sleep(SECOND));
        await(uncancellable(payment(SECOND))); // begins after the abort
        done.add("both");
      })));
      await(yieldNow());
      task.abort();
      assertCancelled(task);
    });
    assertThat(done).containsExactly("charged", "recorded", "left", "both");
  }

  @Test
  void itDoesNotBeginInATaskThatIsToEnd() {
    runtime.blockOn(() -> {
      AtomicReference<JoinHandle<Void>> self = new AtomicReference<>();
      self.set(spawn(() -> {
        self.get().abort();
        await(uncancellable(payment(SECOND)));
      }));
      assertCancelled(self.get());
    });
    assertThat(done).isEmpty();
  }

  @Test
  void itDoesNotBeginAfterItsDeadlineAndHasNoneInside() {
    runtime.blockOn(withDeadline(SECOND, async(() -> {
      await(uncancellable(async(() -> assertThat(Deadline.current()).isEmpty())));
      await(sleep(SECOND));
      assertThatThrownBy(() -> await(uncancellable(payment(SECOND)))).isInstanceOf(ElapsedException.class);
    })));
    assertThat(done).isEmpty();
    assertThat(runtime.metrics().lateStartsByKind()).containsEntry("section", 1L);
  }

  @Test
  void itsFailureIsNotLost() {
    runtime.blockOn(() -> {
      JoinHandle<Void> task = spawn(uncancellable(async(() -> {
        await(sleep(SECOND));
        throw new IllegalStateException("charged, not recorded");
      })));
      await(yieldNow());
      task.abort();
      assertThatThrownBy(() -> await(task)).rootCause().hasMessage("charged, not recorded");
    });
  }

  @Test
  void aLocalTaskIsNoDifferent() {
    LocalSet set = new LocalSet();
    runtime.blockOn(set.runUntil(async(() -> {
      JoinHandle<String> task = set.spawnLocal(uncancellable(payment(SECOND)));
      await(yieldNow());
      task.abort();
      assertCancelled(task);
    })));
    assertThat(done).containsExactly("charged", "recorded", "left");
  }

  @ParameterizedTest
  @EnumSource(Flavor.class)
  void aShutdownWaitsForIt(Flavor flavor) throws Exception {
    AsyncRuntime ends = flavor.build();
    CompletableFuture<String> answer = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    JoinHandle<Void> task = ends.spawn(() -> {
      await(uncancellable(async(() -> {
        begun.countDown();
        done.add(await(answer));
      })));
      done.add("went on");
    });
    ends.blockOn(yieldNow());
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Boolean> clean = CompletableFuture.supplyAsync(() -> ends.shutdown(MINUTE).clean());
    while (!ends.isShutdown()) {
      Thread.onSpinWait();
    }
    assertThat(task.isFinished()).isFalse();
    answer.complete("recorded");
    assertThat(clean.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(task.isFinished()).isTrue();
    assertThat(done).containsExactly("recorded");
  }

  @ParameterizedTest
  @EnumSource(Flavor.class)
  void aShutdownGivesItUpAtItsLimit(Flavor flavor) throws Exception {
    AsyncRuntime ends = flavor.build();
    CountDownLatch begun = new CountDownLatch(1);
    JoinHandle<Void> task = ends.spawn(uncancellable(Duration.ofMillis(5), async(() -> {
      begun.countDown();
      try {
        await(Future.pending());
      } finally {
        done.add("left");
      }
    })));
    ends.blockOn(yieldNow());
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    ends.close();
    assertThat(task.isFinished()).isTrue();
    assertThat(done).containsExactly("left");
  }

  @ParameterizedTest
  @EnumSource(Flavor.class)
  void theDeadlineOfAShutdownComesFirst(Flavor flavor) throws Exception {
    AsyncRuntime ends = flavor.build();
    CountDownLatch begun = new CountDownLatch(1);
    JoinHandle<Void> task = ends.spawn(uncancellable(Duration.ofDays(1), async(() -> {
      begun.countDown();
      await(Future.pending());
    })));
    ends.blockOn(yieldNow());
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    if (flavor == Flavor.MULTI) {
      ends.shutdown(Duration.ofMillis(20));
      ends.close();
      assertThat(task.isFinished()).isTrue();
    } else {
      Thread closer = new Thread(ends::close);
      closer.start();
      while (!ends.isShutdown()) {
        Thread.onSpinWait();
      }
      closer.interrupt();
      closer.join(20_000);
      assertThat(task.isFinished()).isTrue();
    }
  }
}
