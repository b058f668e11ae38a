package io.asyncruntime.internal.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the start of a thread throws, a job runs or is discarded, the counts are right, and the next job has a thread. */
@Timeout(60)
class BlockingPoolFailuresTest {
  private static final RuntimeRef RUNTIME = Clock::system;

  private @Nullable Throwable refusal;
  private Consumer<Thread> beforeRefusal = thread -> {
  };
  private final BlockingPool pool =
      new BlockingPool(RUNTIME, "t-", ThreadHooks.NONE, 2, Duration.ofDays(1), this::start);

  private void start(Thread thread) {
    Throwable failure = refusal;
    if (failure != null) {
      beforeRefusal.accept(thread);
      throw Failures.<RuntimeException>sneaky(failure);
    }
    thread.start();
  }

  @AfterEach
  void endThreads() {
    pool.shutdown();
  }

  static Stream<Throwable> failures() {
    return Stream.of(new OutOfMemoryError("of the test"), new StackOverflowError("of the test"),
        new IllegalStateException("of the test"), new Exception("of the test"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theFirstThreadIsRefused(Throwable failure) throws InterruptedException {
    refusal = failure;
    Told job = new Told();
    assertThatThrownBy(() -> pool.submit(job)).isSameAs(failure);
    job.awaitDiscarded();
    assertThat(pool.size()).isZero();
    nextJobRuns();
    assertTerminates();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anotherThreadIsRefused(Throwable failure) throws InterruptedException {
    Told first = new Told();
    first.holds();
    pool.submit(first);
    first.awaitRunning();
    refusal = failure;
    Told second = new Told();
    pool.submit(second);
    assertThat(pool.queued()).isEqualTo(1);
    assertThat(pool.size()).isEqualTo(1);
    first.mayEnd.countDown();
    second.awaitRunning();
    nextJobRuns();
    assertTerminates();
  }

  /** The first one was busy when the second was asked for, and sleeps by the time that is refused. */
  @ParameterizedTest
  @MethodSource("failures")
  void anotherThreadIsRefusedWhenTheFirstHasBecomeIdle(Throwable failure) throws InterruptedException {
    Told first = new Told();
    first.holds();
    pool.submit(first);
    first.awaitRunning();
    refusal = failure;
    beforeRefusal = thread -> {
      first.mayEnd.countDown();
      Latches.until("the first is idle", () -> pool.idle() == 1);
    };
    Told second = new Told();
    pool.submit(second);
    second.awaitRunning();
    nextJobRuns();
    assertTerminates();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aThreadToLendIsRefused(Throwable failure) throws InterruptedException {
    refusal = failure;
    assertThat(pool.lend(() -> {
    })).isFalse();
    assertThat(pool.size()).isZero();
    nextJobRuns();
    assertTerminates();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aThreadForOneJobIsRefused(Throwable failure) throws InterruptedException {
    refusal = failure;
    Told job = new Told();
    assertThatThrownBy(() -> pool.submit(job, Thread::new)).isSameAs(failure);
    job.awaitDiscarded();
    nextJobRuns();
    assertTerminates();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aThreadFactoryThrows(Throwable failure) throws InterruptedException {
    Told job = new Told();
    assertThatThrownBy(() -> pool.submit(job, body -> {
      throw Failures.<RuntimeException>sneaky(failure);
    })).isSameAs(failure);
    job.awaitDiscarded();
    assertTerminates();
  }

  @Test
  @SuppressWarnings("NullAway") // that is the fault
  void aThreadFactoryGivesNoThread() throws InterruptedException {
    Told job = new Told();
    assertThatThrownBy(() -> pool.submit(job, body -> null)).isInstanceOf(NullPointerException.class);
    job.awaitDiscarded();
    assertTerminates();
  }

  /** A start that throws after the thread has begun has not failed: the job runs once, and is not given to another. */
  @Test
  void aStartThatThrowsWhenTheThreadRuns() throws InterruptedException {
    refusal = new IllegalStateException("of the test");
    Told job = new Told();
    job.holds();
    beforeRefusal = thread -> {
      thread.start();
      job.awaitRunning();
    };
    pool.submit(job);
    assertThat(pool.size()).isEqualTo(1);
    job.mayEnd.countDown();
    assertTerminates();
    assertThat(job.runs).hasSize(1);
  }

  /** And one that throws before the thread has begun has failed, though the thread comes later. */
  @Test
  void aThreadThatComesAfterItWasGivenUpFindsNothingToDo() throws InterruptedException {
    refusal = new IllegalStateException("of the test");
    List<Thread> late = new ArrayList<>();
    beforeRefusal = late::add;
    Told job = new Told();
    assertThatThrownBy(() -> pool.submit(job)).isSameAs(refusal);
    job.awaitDiscarded();
    late.get(0).start();
    late.get(0).join();
    assertThat(job.runs).isEmpty();
    assertThat(pool.size()).isZero();
    nextJobRuns();
    assertTerminates();
  }

  /** Two threads are being started; the one that fails first leaves its job to the other, which fails too. */
  @Test
  void whatCountedOnAThreadThatIsRefusedIsDiscarded() throws InterruptedException {
    refusal = new OutOfMemoryError("of the test");
    Told inner = new Told();
    Told outer = new Told();
    beforeRefusal = thread -> {
      beforeRefusal = again -> {
      };
      pool.submit(inner);
      assertThat(pool.queued()).isEqualTo(1);
    };
    assertThatThrownBy(() -> pool.submit(outer)).isSameAs(refusal);
    inner.awaitDiscarded();
    outer.awaitDiscarded();
    assertTerminates();
  }

  private void nextJobRuns() {
    refusal = null;
    Told next = new Told();
    pool.submit(next);
    next.awaitRunning();
  }

  private void assertTerminates() throws InterruptedException {
    pool.shutdown();
    assertThat(pool.awaitTermination(TimeUnit.SECONDS.toNanos(30))).isTrue();
    assertThat(pool.size()).isZero();
    assertThat(pool.queued()).isZero();
    assertThat(pool.idle()).isZero();
  }

  /** A job that says what became of it. */
  private static final class Told extends Job {
    final List<Thread> runs = new ArrayList<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch discarded = new CountDownLatch(1);
    private CountDownLatch mayEnd = new CountDownLatch(0);

    void holds() {
      mayEnd = new CountDownLatch(1);
    }

    void awaitRunning() {
      await(running);
    }

    void awaitDiscarded() {
      await(discarded);
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void run() {
      runs.add(Thread.currentThread());
      running.countDown();
      await(mayEnd);
    }

    @Override
    public void discard() {
      discarded.countDown();
    }
  }
}
