package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.LaneOptions;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PolledOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task holds a mutex and needs a lane in which many others stand. For how long it holds it is counted in jobs that have run before its own:
 * all of them where nobody else wants the mutex, none where somebody does. A queue of 1000 is one of jobs, a queue of 0 one of callers.
 */
@Timeout(60)
class NoConvoyTest {
  private static final int OTHERS = 20;

  private final CountDownLatch open = new CountDownLatch(1);
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final Mutex<Integer> mutex = new Mutex<>(0);

  /** The job of the one who holds the mutex stands in its line. */
  private final CountDownLatch queuedHolder = new CountDownLatch(1);

  /** A test that failed must not wait for its jobs. */
  @AfterEach
  void open() {
    open.countDown();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 0})
  void aMutexThatNobodyElseWantsIsHeldForAsLongAsTheLine(int capacity) throws Exception {
    try (AsyncRuntime runtime = runtime(capacity)) {
      List<JoinHandle<?>> all = line(runtime);
      JoinHandle<?> holder = holder(runtime);
      assertThat(mutex.metrics().holder()).hasValue(holder.id());
      assertThat(mutex.metrics().heldAcross().orElse("")).contains("the lane \"jdbc\"").contains("wait");
      all.add(holder);
      open.countDown();
      for (JoinHandle<?> task : all) task.join();
      assertThat(ran).hasSize(OTHERS + 1).last().isEqualTo("holder");
      assertThat(mutex.metrics().holder()).isEmpty();
      assertThat(mutex.metrics().heldAcross()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 0})
  void whoWantsItLaterBringsItsHolderToTheHead(int capacity) throws Exception {
    try (AsyncRuntime runtime = runtime(capacity)) {
      List<JoinHandle<?>> all = line(runtime);
      all.add(holder(runtime));
      all.add(waiter(runtime));
      // In a line of callers it is woken, and passes when it is polled.
      Latches.until("its job is ahead of the line of callers",
          () -> capacity > 0 || runtime.blockingLane("jdbc").metrics().queued() == 1);
      open.countDown();
      for (JoinHandle<?> task : all) task.join();
      assertThat(ran).hasSize(OTHERS + 1).first().isEqualTo("holder");
      assertThat(runtime.blockingLane("jdbc").metrics().queued()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 0})
  void whoHasWaitedForItBeforeDoesToo(int capacity) throws Exception {
    try (AsyncRuntime runtime = runtime(capacity)) {
      List<JoinHandle<?>> all = line(runtime);
      Oneshot<Integer> goOn = Oneshot.channel();
      CountDownLatch locked = new CountDownLatch(1);
      JoinHandle<?> holder = runtime.spawn(mutex.lock().then(guard -> {
        locked.countDown();
        return goOn.receiver().then(go -> jobOf(runtime, guard));
      }));
      locked.await();
      all.add(waiter(runtime));
      goOn.sender().send(1);
      all.add(holder);
      queuedHolder.await();
      open.countDown();
      for (JoinHandle<?> task : all) task.join();
      assertThat(ran).hasSize(OTHERS + 1).first().isEqualTo("holder");
    }
  }

  /** The second to have the lock holds it for others too. */
  @Test
  void whoIsHandedTheLockIsItsHolderThen() throws Exception {
    try (AsyncRuntime runtime = runtime(1000)) {
      List<JoinHandle<?>> all = line(runtime);
      Mutex.Guard<Integer> first = mutex.tryLock().orElseThrow();
      CountDownLatch polled = new CountDownLatch(1);
      all.add(runtime.spawn(new PolledOnce<>(mutex.lock(), polled).then(guard -> jobOf(runtime, guard))));
      polled.await();
      all.add(waiter(runtime));
      first.close();
      queuedHolder.await();
      open.countDown();
      for (JoinHandle<?> task : all) task.join();
      assertThat(ran).hasSize(OTHERS + 1).first().isEqualTo("holder");
    }
  }

  /** Nothing is left of those who passed the line: as many permits as before, nobody inside. */
  @Test
  void aLaneIsAsWideAfterwardsAsBefore() throws Exception {
    try (AsyncRuntime runtime = runtime(0)) {
      BlockingLane lane = runtime.blockingLane("jdbc");
      List<JoinHandle<?>> all = line(runtime);
      all.add(holder(runtime));
      all.add(waiter(runtime));
      open.countDown();
      for (JoinHandle<?> task : all) task.join();
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      JoinHandle<Void> only = lane.trySpawn(() -> {
        inside.countDown();
        end.await();
        return null;
      });
      inside.await();
      assertThatThrownBy(() -> lane.trySpawn(() -> null)).hasMessageContaining("full");
      end.countDown();
      only.join();
    }
  }

  private static AsyncRuntime runtime(int capacity) {
    return AsyncRuntime.multiThread().workerThreads(2).blockingLane("jdbc", LaneOptions.of(1, capacity)).build();
  }

  /** The one thread of the lane is held, and many stand behind it. */
  private List<JoinHandle<?>> line(AsyncRuntime runtime) throws InterruptedException {
    BlockingLane lane = runtime.blockingLane("jdbc");
    List<JoinHandle<?>> all = new ArrayList<>();
    CountDownLatch runs = new CountDownLatch(1);
    all.add(lane.trySpawn(() -> {
      runs.countDown();
      open.await();
      return null;
    }));
    runs.await();
    for (int i = 0; i < OTHERS; i++) {
      CountDownLatch polled = new CountDownLatch(1);
      all.add(runtime.spawn(new PolledOnce<>(lane.run(() -> ran.add("other")), polled)));
      polled.await();
    }
    return all;
  }

  private JoinHandle<?> holder(AsyncRuntime runtime) throws InterruptedException {
    JoinHandle<?> holder = runtime.spawn(mutex.lock().then(guard -> jobOf(runtime, guard)));
    queuedHolder.await();
    return holder;
  }

  private Future<Boolean> jobOf(AsyncRuntime runtime, Mutex.Guard<Integer> guard) {
    Future<Boolean> job = runtime.blockingLane("jdbc").run(() -> ran.add("holder"));
    return new PolledOnce<>(job, queuedHolder).map(done -> {
      guard.close();
      return done;
    });
  }

  private JoinHandle<?> waiter(AsyncRuntime runtime) throws InterruptedException {
    CountDownLatch polled = new CountDownLatch(1);
    JoinHandle<?> waiter = runtime.spawn(new PolledOnce<>(mutex.withLock(value -> value), polled));
    polled.await();
    return waiter;
  }
}
