package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.spawn;
import static io.asyncruntime.Async.spawnBlocking;
import static io.asyncruntime.Async.spawnLocal;
import static io.asyncruntime.Async.timeout;
import static io.asyncruntime.Async.withDeadline;
import static io.asyncruntime.Async.withoutDeadline;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.sync.RwLock;
import io.asyncruntime.sync.Semaphore;
import io.asyncruntime.task.CancelledError;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.task.TaskLocal;
import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.RuntimeClock;
import io.asyncruntime.time.RuntimeInstant;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deadlines go where the work goes, and what would begin after them does not begin. The clock stands still. */
@Timeout(60)
class DeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final TaskLocal<String> TENANT = TaskLocal.create("tenant");

  private final AsyncRuntime runtime =
      AsyncRuntime.currentThread().startPaused(true).maxBlockingThreads(1).blockingLane("jdbc", 1, 1).build();
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    open.countDown();
    runtime.close();
  }

  private static Duration remaining() {
    return Deadline.current().map(Deadline::remaining).orElse(Duration.ofDays(-1));
  }

  private Void waitForLatch() throws InterruptedException {
    assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
    return null;
  }

  private long late(String kind) {
    return runtime.metrics().lateStartsByKind().get(kind);
  }

  // ---- where it is seen ----

  @Test
  void thereIsNoneUnlessOneWasSet() {
    assertThat(Deadline.current()).isEmpty();
    assertThat(runtime.blockOn(async(Deadline::current))).isEmpty();
    assertThat(runtime.blockOn(runtime.spawnBlocking(Deadline::current))).isEmpty();
  }

  @Test
  void aBlockSeesItAcrossItsAwaitsAndItsCallerDoesNot() {
    runtime.blockOn(() -> {
      await(withDeadline(SECOND, async(() -> {
        assertThat(remaining()).isEqualTo(SECOND);
        await(sleep(Duration.ofMillis(400)));
        assertThat(remaining()).isEqualTo(Duration.ofMillis(600));
        assertThat(Deadline.current().orElseThrow().hasPassed()).isFalse();
        await(sleep(SECOND)); // what runs is not ended by it
        assertThat(remaining()).isZero();
        assertThat(Deadline.current().orElseThrow().hasPassed()).isTrue();
      })));
      assertThat(Deadline.current()).isEmpty();
    });
  }

  @Test
  void anInstantIsAsGoodAsADuration() {
    runtime.blockOn(() -> {
      RuntimeInstant end = RuntimeInstant.now().plus(MINUTE);
      Deadline seen = await(withDeadline(end, async(() -> Deadline.current().orElseThrow())));
      assertThat(seen.instant()).isEqualTo(end);
      assertThat(seen.remaining()).isEqualTo(MINUTE);
      assertThat(seen).hasToString("Deadline[in PT1M]");
    });
  }

  @Test
  void neverLaterThanTheOneAroundIt() {
    runtime.blockOn(withDeadline(SECOND, async(() -> {
      assertThat(await(withDeadline(MINUTE, async(DeadlineTest::remaining)))).isEqualTo(SECOND);
      assertThat(await(withDeadline(Duration.ofMillis(5), async(DeadlineTest::remaining)))).hasMillis(5);
      assertThat(await(timeout(MINUTE, async(DeadlineTest::remaining)))).isEqualTo(SECOND);
      assertThat(remaining()).isEqualTo(SECOND);
    })));
  }

  @Test
  void aTimeoutSetsOneForWhatItWraps() {
    assertThat(runtime.blockOn(timeout(SECOND, async(DeadlineTest::remaining)))).isEqualTo(SECOND);
  }

  @Test
  void tasksJobsLanesAndLocalTasksInheritIt() {
    BlockingLane lane = runtime.blockingLane("jdbc");
    runtime.blockOn(withDeadline(SECOND, async(() -> {
      assertThat(await(spawn(() -> await(spawn(DeadlineTest::remaining))))).isEqualTo(SECOND);
      assertThat(await(spawnBlocking(DeadlineTest::remaining))).isEqualTo(SECOND);
      assertThat(await(lane.run(DeadlineTest::remaining))).isEqualTo(SECOND);
      assertThat(await(spawnBlocking(() -> runtime.blockOn(spawnBlockingLater())))).isEqualTo(SECOND);
    })));
    LocalSet set = new LocalSet();
    assertThat(runtime.blockOn(set.runUntil(withDeadline(SECOND, async(() -> await(spawnLocal(
        DeadlineTest::remaining))))))).isEqualTo(SECOND);
  }

  private static Future<Duration> spawnBlockingLater() {
    return async(DeadlineTest::remaining);
  }

  @Test
  void aTaskThatSaysSoDoesNotInheritIt() {
    runtime.blockOn(withDeadline(SECOND, async(() -> {
      assertThat(await(spawn(withoutDeadline(async(Deadline::current))))).isEqualTo(Optional.empty());
      assertThat(await(withoutDeadline(async(() -> await(spawnBlocking(Deadline::current))))))
          .isEqualTo(Optional.empty());
      assertThat(remaining()).isEqualTo(SECOND);
    })));
  }

  @Test
  void taskLocalsAreNotInheritedWithIt() {
    runtime.blockOn(TENANT.scope("acme", withDeadline(SECOND, TENANT.scope("inner", async(() -> {
      assertThat(TENANT.get()).isEqualTo("inner");
      assertThat(remaining()).isEqualTo(SECOND);
      assertThat(await(spawn(() -> TENANT.tryGet().isPresent()))).isFalse();
      assertThat(await(spawn(DeadlineTest::remaining))).isEqualTo(SECOND);
    })))));
  }

  @Test
  void aPoolThreadKeepsNothingOfIt() {
    runtime.blockOn(withDeadline(SECOND, async(() -> await(spawnBlocking(DeadlineTest::remaining)))));
    assertThat(runtime.blockOn(runtime.spawnBlocking(Deadline::current))).isEmpty();
  }

  @Test
  void aDumpNamesTheUsersCodeAndNotTheDeadline() {
    runtime.blockOn(withDeadline(SECOND, async(() -> {
      JoinHandle<Void> child = spawn(() -> await(sleep(MINUTE)));
      await(yieldNow());
      await(yieldNow());
      assertThat(runtime.dump().tasks()).singleElement().satisfies(task -> {
        assertThat(task.spawnedAt()).contains("DeadlineTest");
        assertThat(task.waitingOn()).contains("sleep");
      });
      child.abort();
    })));
  }

  @Test
  void codeOfAPlainThreadHasOneForAsLongAsItSays() throws Exception {
    RuntimeInstant far = RuntimeInstant.now().plus(Duration.ofDays(1));
    JoinHandle<RuntimeInstant> task = Deadline.callAt(far, () -> {
      assertThat(Deadline.current().orElseThrow().instant()).isEqualTo(far);
      return runtime.spawn(() -> Deadline.current().orElseThrow().instant());
    });
    assertThat(runtime.blockOn(task)).isEqualTo(far);
    assertThat(Deadline.current()).isEmpty();
  }

  // ---- what begins late does not begin ----

  @Test
  void aJobWhoseTurnComesTooLateFailsUnrun() {
    runtime.blockOn(() -> {
      JoinHandle<Void> first = spawnBlocking(this::waitForLatch);
      JoinHandle<Integer> second = await(withDeadline(SECOND, async(() -> spawnBlocking(runs::incrementAndGet))));
      await(RuntimeClock.advance(SECOND));
      open.countDown();
      await(first);
      assertThatThrownBy(() -> await(second)).isInstanceOfSatisfying(JoinException.class, failure -> {
        assertThat(failure.isCancelled()).isTrue();
        assertThat(failure.isPanic()).isFalse();
      }).hasCauseInstanceOf(ElapsedException.class).hasMessageContaining("was not run");
    });
    assertThat(runs).hasValue(0);
    assertThat(late("job")).isOne();
    assertThat(runtime.metrics().lateStartsCount()).isOne();
    assertThat(runtime.metrics().panickedTasksCount()).isZero();
  }

  @Test
  void aLaneJobWhoseTurnComesTooLateFailsUnrunAndTheNextOneRuns() {
    BlockingLane lane = runtime.blockingLane("jdbc");
    runtime.blockOn(() -> {
      JoinHandle<Void> first = await(lane.spawn(this::waitForLatch));
      JoinHandle<Integer> late = spawn(withDeadline(SECOND, lane.run(runs::incrementAndGet))); // queued
      await(yieldNow());
      JoinHandle<Integer> later = spawn(withDeadline(SECOND, lane.run(runs::incrementAndGet))); // waits for admission
      JoinHandle<Integer> inTime = spawn(lane.run(() -> runs.addAndGet(100)));
      await(yieldNow());
      await(RuntimeClock.advance(SECOND));
      open.countDown();
      await(first);
      assertThatThrownBy(() -> await(late)).hasCauseInstanceOf(ElapsedException.class);
      assertThatThrownBy(() -> await(later)).hasCauseInstanceOf(ElapsedException.class);
      assertThat(await(inTime)).isEqualTo(100);
    });
    assertThat(late("lane")).isEqualTo(2);
    assertThat(lane.metrics().running()).isZero();
    assertThat(lane.metrics().queued()).isZero();
  }

  @Test
  void aLockThatWouldBeHandedOverTooLateGoesToTheNext() {
    Mutex<String> mutex = new Mutex<>("value");
    runtime.blockOn(() -> {
      Mutex.Guard<String> held = await(mutex.lock());
      JoinHandle<Boolean> late = spawn(withDeadline(SECOND, mutex.lock()).map(guard -> true));
      JoinHandle<Boolean> next = spawn(mutex.lock().map(guard -> {
        guard.close();
        return true;
      }));
      await(yieldNow());
      await(RuntimeClock.advance(SECOND));
      held.close();
      assertThatThrownBy(() -> await(late)).hasCauseInstanceOf(ElapsedException.class)
          .hasMessageContaining("Mutex.lock()");
      assertThat(await(next)).isTrue();
    });
    assertThat(mutex.tryLock()).isPresent();
    assertThat(late("acquire")).isOne();
  }

  @Test
  void permitsThatWouldComeTooLateAreNotLost() {
    Semaphore permits = new Semaphore(1);
    RwLock<String> lock = new RwLock<>("value");
    runtime.blockOn(withDeadline(SECOND, async(() -> {
      Semaphore.Permit held = await(permits.acquire());
      JoinHandle<Boolean> late = spawn(permits.acquireMany(2).map(permit -> true));
      await(yieldNow());
      await(RuntimeClock.advance(SECOND));
      held.close();
      permits.addPermits(1);
      assertThatThrownBy(() -> await(late)).hasCauseInstanceOf(ElapsedException.class);
      assertThatThrownBy(() -> await(permits.acquire())).isInstanceOf(ElapsedException.class); // though it is free
      assertThatThrownBy(() -> await(lock.read())).isInstanceOf(ElapsedException.class);
      assertThatThrownBy(() -> await(lock.write())).isInstanceOf(ElapsedException.class);
      String undone = await(withoutDeadline(lock.write().map(guard -> {
        guard.close();
        return "undone";
      })));
      assertThat(undone).isEqualTo("undone");
    })));
    assertThat(permits.availablePermits()).isEqualTo(2);
    assertThat(lock.tryWrite()).isPresent();
    assertThat(late("acquire")).isEqualTo(4);
  }

  @Test
  void aTimeoutOfNoTimeStillTriesOnce() {
    Mutex<String> mutex = new Mutex<>("value");
    assertThat(runtime.blockOn(timeout(Duration.ZERO, mutex.lock())).get()).isEqualTo("value");
  }

  @Test
  void toUndoSomethingIsNeverTooLate() {
    Mutex<String> mutex = new Mutex<>("value");
    AtomicReference<String> undone = new AtomicReference<>();
    runtime.blockOn(() -> assertThatThrownBy(() -> await(timeout(SECOND, async(() -> {
      try {
        await(sleep(MINUTE));
      } catch (CancelledError cancelled) {
        try (Mutex.Guard<String> guard = await(mutex.lock())) {
          undone.set(guard.get());
        }
        throw cancelled;
      }
    })))).isInstanceOf(ElapsedException.class));
    assertThat(undone).hasValue("value");
  }

  @Test
  void figuresNameEveryKind() {
    assertThat(runtime.metrics().lateStartsByKind())
        .isEqualTo(Map.of("job", 0L, "lane", 0L, "acquire", 0L, "section", 0L));
  }
}
