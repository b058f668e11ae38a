package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a runtime some of whose tasks have a {@code drop()} that never returns: the others are done for all that. */
@Timeout(120)
class StuckDropsTest {
  private static final int TASKS = 60;

  private final CountDownLatch goOn = Latches.one();
  private final AtomicInteger drops = new AtomicInteger();
  private final AtomicInteger returned = new AtomicInteger();
  private final List<JoinHandle<Integer>> handles = new ArrayList<>();
  private int mostStuck;

  @AfterEach
  void letThemGo() {
    goOn.countDown();
  }

  /** Its drop sticks if it is one of the first. */
  private final class Sticky implements Future<Integer> {
    private final boolean yields;

    Sticky(boolean yields) {
      this.yields = yields;
    }

    @Override
    public Poll<Integer> poll(Context cx) {
      if (yields) {
        try {
          return Async.yieldNow().poll(cx).isReady() ? Poll.ready(1) : Poll.pending();
        } catch (Exception impossible) {
          throw new AssertionError(impossible);
        }
      }
      return Poll.pending();
    }

    @Override
    public void drop() {
      if (drops.incrementAndGet() <= mostStuck) {
        boolean interrupted = false;
        while (goOn.getCount() > 0) {
          try {
            goOn.await();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        assertThat(interrupted || goOn.getCount() == 0).isTrue();
      }
      returned.incrementAndGet();
    }
  }

  /** Half of them wait, the other half yield for ever, so that they are held back in queues. */
  private AsyncRuntime spawned(int workers, Duration threshold) {
    AsyncRuntime runtime =
        AsyncRuntime.multiThread().workerThreads(workers).longPollThreshold(threshold).build();
    for (int i = 0; i < TASKS; i++) {
      handles.add(runtime.spawn(new Sticky(i % 2 == 0)));
    }
    Latches.until("all were polled", () -> runtime.dump().tasks().stream().allMatch(task -> task.polls() > 0));
    return runtime;
  }

  private long cancelled() {
    return handles.stream().filter(JoinHandle::isFinished).count();
  }

  /** At the end of {@code shutdown(timeout)}; with the watchdog on and off. */
  @ParameterizedTest
  @CsvSource({"1,1,100", "2,1,100", "2,2,100", "2,5,100", "1,1,0", "2,4,0"})
  void atTheDeadlineAllOthersAreCancelled(int workers, int stuck, int thresholdMillis) {
    mostStuck = stuck;
    AsyncRuntime runtime = spawned(workers, Duration.ofMillis(thresholdMillis));
    FutureTask<ShutdownReport> end = Latches.start("end", () -> runtime.shutdown(Duration.ofMillis(50)));
    ShutdownReport report = Latches.get(end);
    assertThat(cancelled()).isEqualTo(TASKS - stuck);
    assertThat(returned).hasValue(TASKS - stuck);
    assertThat(report.clean()).isFalse();
    assertThat(report.stillRunning()).hasSize(stuck).extracting(TaskInfo::id).doesNotHaveDuplicates();
    goOn.countDown();
    for (JoinHandle<Integer> handle : handles) {
      assertThatExceptionOfType(JoinException.class).isThrownBy(handle::join).matches(JoinException::isCancelled);
    }
  }

  /** Where nobody waits the watchdog sees to it. */
  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "2,5"})
  void inTheBackgroundAllOthersAreCancelledToo(int workers, int stuck) {
    mostStuck = stuck;
    AsyncRuntime runtime = spawned(workers, Duration.ofMillis(100));
    runtime.shutdownBackground();
    Latches.until("the others are cancelled", () -> cancelled() == TASKS - stuck);
    assertThat(returned).hasValue(TASKS - stuck);
    goOn.countDown();
    runtime.close();
    assertThat(returned).hasValue(TASKS);
  }

  /** So many stick that no more threads are sacrificed. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whereTooManyStickTheRestIsCancelledWithoutADrop(int workers) {
    mostStuck = TASKS;
    AsyncRuntime runtime = spawned(workers, Duration.ofMillis(100));
    FutureTask<ShutdownReport> end = Latches.start("end", () -> runtime.shutdown(Duration.ZERO));
    ShutdownReport report = Latches.get(end);
    assertThat(report.stillRunning()).hasSize(drops.get());
    assertThat(drops).hasValueGreaterThan(workers).hasValueLessThan(TASKS);
    assertThat(cancelled()).isEqualTo(TASKS - drops.get());
    assertThat(returned).hasValue(0);
  }

  /** A thread that sticks in its poll has left tasks of its own that yielded. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatAStuckPollHasLeftIsDroppedAsWell(int workers) {
    CountDownLatch inPoll = Latches.one();
    AsyncRuntime runtime = spawned(workers, Duration.ofMillis(100));
    for (int i = 0; i < workers; i++) {
      runtime.spawn((Future<Integer>) cx -> {
        inPoll.countDown();
        Latches.await(goOn);
        return Poll.ready(1);
      }).drop();
    }
    Latches.await(inPoll);
    runtime.shutdownBackground();
    Latches.until("the others are cancelled", () -> cancelled() == TASKS);
    goOn.countDown();
    runtime.close();
    assertThat(returned).hasValue(TASKS);
  }
}
