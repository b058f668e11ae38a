package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Barrier;
import io.asyncruntime.sync.BlockingMutex;
import io.asyncruntime.sync.Mpsc;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.sync.Semaphore;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tools of {@code sync} among real tasks, on both schedulers: nothing is lost, nobody is forgotten. */
@Timeout(120)
class SyncOnRuntimeTest {
  private static final int TASKS = 16;

  /** Where the tasks run. */
  enum Flavor {
    MULTI_THREAD, CURRENT_THREAD;

    AsyncRuntime start() {
      return (this == MULTI_THREAD ? AsyncRuntime.multiThread().workerThreads(4) : AsyncRuntime.currentThread())
          .build();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMutexLosesNoIncrement(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.start()) {
      Mutex<Integer> counter = runtime.mutex("counter", 0);
      int rounds = 500;
      runtime.blockOn(() -> joinAll(spawnTasks(runtime, () -> increment(counter, rounds))));
      assertThat(counter.blockingLock().get()).isEqualTo(TASKS * rounds);
      assertThat(counter.metrics().acquisitions()).isEqualTo(TASKS * rounds + 1);
      assertThat(counter.metrics().waiting()).isZero();
    }
  }

  /** A chain of futures: no async block, so that thousands of suspensions cost little on any engine. */
  private static Future<Void> increment(Mutex<Integer> counter, int left) {
    if (left == 0) { return Future.ready(null); }
    return counter.lock().then(guard -> yieldNow().map(nothing -> {
      guard.set(guard.get() + 1);
      guard.close();
      return nothing;
    })).then(nothing -> increment(counter, left - 1));
  }

  @ParameterizedTest
  @EnumSource
  void tasksThatAreAbortedInTheQueuePassTheLockOn(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.start()) {
      Mutex<Integer> counter = new Mutex<>(0);
      Mutex.Guard<Integer> held = counter.blockingLock();
      List<JoinHandle<Void>> doomed = spawnTasks(runtime, () -> increment(counter, 1));
      List<JoinHandle<Void>> patient = spawnTasks(runtime, () -> increment(counter, 1));
      runtime.blockOn(() -> {
        while (counter.metrics().waiting() < 2 * TASKS) {
          await(yieldNow());
        }
        doomed.forEach(JoinHandle::abort); // some of them in the queue, some when they have just been handed the lock
        held.close();
        joinAll(patient);
        for (JoinHandle<Void> task : doomed) {
          assertThatExceptionOfType(JoinException.class).isThrownBy(() -> await(task));
        }
      });
      assertThat(counter.blockingLock().get()).isEqualTo(TASKS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSemaphoreBoundsHowManyRun(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.start()) {
      Semaphore semaphore = new Semaphore(3);
      AtomicInteger inside = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      runtime.blockOn(() -> joinAll(spawnTasks(runtime, () -> semaphore.acquire().then(permit -> {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        return yieldNow().map(nothing -> {
          inside.decrementAndGet();
          permit.close();
          return nothing;
        });
      }))));
      assertThat(most.get()).isBetween(1, 3);
      assertThat(semaphore.availablePermits()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChannelLosesNothing(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.start()) {
      Mpsc<Integer> channel = Mpsc.bounded(8);
      int each = 2_000;
      List<JoinHandle<Void>> senders = new ArrayList<>();
      for (int s = 0; s < 4; s++) {
        Mpsc.Sender<Integer> sender = channel.sender().copy();
        senders.add(runtime.spawn(sendAll(sender, each)));
      }
      channel.sender().close();
      long sum = runtime.blockOn(receiveAll(channel.receiver(), 0));
      assertThat(sum).isEqualTo(4L * each * (each + 1) / 2);
      runtime.blockOn(() -> joinAll(senders));
    }
  }

  private static Future<Void> sendAll(Mpsc.Sender<Integer> sender, int left) {
    if (left == 0) {
      sender.close();
      return Future.ready(null);
    }
    return sender.send(left).then(nothing -> sendAll(sender, left - 1));
  }

  private static Future<Long> receiveAll(Mpsc.Receiver<Integer> receiver, long sum) {
    return receiver.recv()
        .then(value -> value.isPresent() ? receiveAll(receiver, sum + value.get()) : Future.ready(sum));
  }

  @ParameterizedTest
  @EnumSource
  void aBarrierHasOneLeaderInEachRound(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.start()) {
      Barrier barrier = new Barrier(TASKS);
      AtomicInteger leaders = new AtomicInteger();
      for (int round = 1; round <= 3; round++) {
        runtime.blockOn(() -> joinAll(spawnTasks(runtime, () -> barrier.arrive().map(leads -> {
          leaders.addAndGet(leads ? 1 : 0);
          return null;
        }))));
        assertThat(leaders.get()).isEqualTo(round);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerReachesItsTask(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.start()) {
      Oneshot<String> question = Oneshot.channel();
      Oneshot<String> answer = Oneshot.channel();
      JoinHandle<Boolean> task = runtime.spawn(() -> answer.sender().send(await(question.receiver()) + "!"));
      question.sender().send("a");
      assertThat(runtime.blockOn(answer.receiver())).isEqualTo("a!");
      assertThat(runtime.blockOn(task)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlockingGuardHeldOverAnAwaitIsReportedWithBothPlacesAndReleased(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.start()) {
      BlockingMutex<Integer> mutex = new BlockingMutex<>(1);
      JoinHandle<Integer> block = runtime.spawn(() -> holdOverAnAwait(mutex));
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(block)).havingCause()
          .isInstanceOf(IllegalStateException.class).withMessageContaining("SyncOnRuntimeTest.holdOverAnAwait")
          .withMessageContaining("suspended");
      assertThat(mutex.<Integer>withLock(value -> value)).isEqualTo(1);
      JoinHandle<Integer> poll = runtime.spawn((Future<Integer>) cx -> {
        mutex.lock();
        return Poll.pending();
      });
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(poll)).havingCause()
          .isInstanceOf(IllegalStateException.class).withMessageContaining("SyncOnRuntimeTest.lambda");
      assertThat(mutex.<Integer>withLock(value -> value)).isEqualTo(1);
    }
  }

  private static int holdOverAnAwait(BlockingMutex<Integer> mutex) {
    try (BlockingMutex.Guard<Integer> guard = mutex.lock()) {
      await(yieldNow());
      return guard.get();
    }
  }

  private static List<JoinHandle<Void>> spawnTasks(AsyncRuntime runtime, Supplier<Future<Void>> body) {
    List<JoinHandle<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(runtime.spawn(body.get()));
    }
    return tasks;
  }

  private static void joinAll(List<JoinHandle<Void>> tasks) {
    for (JoinHandle<Void> task : tasks) {
      await(task);
    }
  }
}
