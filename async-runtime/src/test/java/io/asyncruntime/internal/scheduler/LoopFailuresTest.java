package io.asyncruntime.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.queue.InjectQueue;
import io.asyncruntime.internal.scheduler.currentthread.CurrentThreadScheduler;
import io.asyncruntime.internal.scheduler.multithread.MultiThreadScheduler;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.scheduler.shared.RuntimeFigures;
import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.internal.task.PanicHandler;
import io.asyncruntime.internal.task.PollObserver;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.TaskOutcome;
import io.asyncruntime.internal.task.TaskScheduler;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of ours in a loop of ours: the loop begins again, the log and the figures say so, and the end is not called clean. */
@Timeout(120)
class LoopFailuresTest {
  private static final int WORKERS = 2;
  private final RuntimeConfig config = new RuntimeConfig();

  private Scheduler start(boolean multi) {
    config.multiThread = multi;
    config.workerThreads = WORKERS;
    Scheduler scheduler = Schedulers.of(config);
    scheduler.start(this);
    return scheduler;
  }

  /** In place of a fault of ours: what is no task is found in a queue of tasks. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void plantFault(InjectQueue<Task<?>> queue) {
    ((InjectQueue) queue).push("no task");
  }

  private static InjectQueue<Task<?>> queueOf(Scheduler scheduler) {
    return scheduler instanceof MultiThreadScheduler multi
        ? multi.inject
        : ((CurrentThreadScheduler) scheduler).inject;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLoopBeginsAgain(boolean multi) {
    Scheduler scheduler = start(multi);
    try (LogCapture log = LogCapture.of("io.asyncruntime.runtime")) {
      for (long faults = 1; faults <= 3; faults++) {
        plantFault(queueOf(scheduler));
        wakeSomebody(scheduler);
        long expected = faults;
        Latches.until("counted", () -> {
          assertThat(scheduler.blockOn(value(scheduler, 1))).isEqualTo(1);
          return new RuntimeFigures(scheduler).loopFailureCount() == expected;
        });
      }
      assertThat(log.lines()).filteredOn(line -> line.contains("was thrown out")).hasSize(2)
          .allMatch(line -> line.startsWith("SEVERE "));
    }
    ShutdownReport report = scheduler.shutdown(null); // without a limit: one that has missed the end must be seen
    assertThat(report.clean()).isFalse();
    assertThat(report.stillRunning()).isEmpty();
  }

  private static void wakeSomebody(Scheduler scheduler) {
    if (scheduler instanceof MultiThreadScheduler multi) {
      multi.wakeOne();
    }
  }

  private static <T> Future<T> value(Scheduler scheduler, T value) {
    Task<T> task = scheduler.spawn(null, cx -> Poll.ready(value));
    return task::pollJoin;
  }

  /** Awake and asleep are counted right afterwards, the timers are minded, and each worker runs tasks. */
  @Test
  void theWorkerIsWhatItWas() throws Exception {
    MultiThreadScheduler scheduler = (MultiThreadScheduler) start(true);
    for (int i = 0; i < 20; i++) {
      plantFault(scheduler.inject);
      scheduler.wakeOne();
    }
    Latches.until("all met", () -> scheduler.inject.isEmpty() && scheduler.failures.count() == 20);
    CyclicBarrier together = new CyclicBarrier(WORKERS);
    CountDownLatch met = new CountDownLatch(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      scheduler.spawn(null, cx -> {
        together.await(40, TimeUnit.SECONDS);
        met.countDown();
        return Poll.ready(null);
      });
    }
    Latches.await(met);
    Latches.until("all asleep", () -> scheduler.idle.awake() == 0 && scheduler.idle.searching() == 0);
    CountDownLatch fired = Latches.one();
    Waker waker = fired::countDown;
    scheduler.newTimer().poll(() -> waker, Clock.realNanos() + 1_000_000);
    Latches.await(fired);
    scheduler.shutdown(Duration.ofSeconds(40));
  }

  /** What the watchdog trips over is one step of a round: the others come. */
  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void theWatchdogGoesOn() {
    config.longPollThreshold = Duration.ofMillis(5);
    MultiThreadScheduler scheduler = (MultiThreadScheduler) start(true);
    ((Collection) scheduler.threads.loops()).add("no loop");
    Latches.until("tripped", () -> scheduler.failures.count() > 2);
    CountDownLatch stuck = new CountDownLatch(WORKERS);
    CountDownLatch rescued = Latches.one();
    List<Task<?>> polls = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      polls.add(scheduler.spawn("stuck", cx -> {
        stuck.countDown();
        Latches.await(rescued);
        return Poll.ready(null);
      }));
    }
    Latches.await(stuck);
    scheduler.spawn("waits", cx -> {
      rescued.countDown();
      return Poll.ready(null);
    });
    Latches.await(rescued);
    ((Collection) scheduler.threads.loops()).remove("no loop");
    assertThat(scheduler.shutdown(Duration.ofSeconds(40)).stillRunning()).isEmpty();
  }

  /** A scheduler that does not take a task back ends it: nobody would ever poll it. */
  @Test
  void aTaskThatCannotBeQueuedAgainPanics() {
    MultiThreadScheduler scheduler = (MultiThreadScheduler) start(true);
    Task<Integer> task = new Task<>(cx -> {
      cx.waker().wake();
      return Poll.pending();
    }, new Refusing(scheduler), TaskKind.ASYNC, Clock.realNanos(), null);
    scheduler.inject(task);
    Latches.until("ended", task::isFinished);
    assertThat(scheduler.failures.count()).isZero();
    assertThat(scheduler.shutdown(Duration.ofSeconds(40)).clean()).isTrue();
  }

  private record Refusing(MultiThreadScheduler scheduler) implements TaskScheduler {
    @Override
    public void schedule(Task<?> task) {
      scheduler.schedule(task);
    }

    @Override
    public void reschedule(Task<?> task) {
      throw new OutOfMemoryError("planted");
    }

    @Override
    public void released(Task<?> task, TaskOutcome outcome) {
      throw new OutOfMemoryError("planted");
    }

    @Override
    public PanicHandler panics() {
      return scheduler.panics();
    }

    @Override
    public @Nullable PollObserver observer() {
      return null;
    }

    @Override
    public boolean counts() {
      return false;
    }
  }
}
