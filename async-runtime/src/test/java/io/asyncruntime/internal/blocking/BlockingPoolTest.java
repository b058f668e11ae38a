package io.asyncruntime.internal.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockingPoolTest {
  private static final RuntimeRef RUNTIME = Clock::system;
  private static final Duration LONG = Duration.ofDays(1);
  private static final int ROUNDS = "long".equals(System.getProperty("stress")) ? 1_000_000 : 2_000;

  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger stops = new AtomicInteger();
  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
  private boolean refuses;
  private Error refusal = new OutOfMemoryError("of the test");
  private BlockingPool pool = pool(2, LONG);

  private BlockingPool pool(int most, Duration keepAlive) {
    return new BlockingPool(RUNTIME, "t-",
        new ThreadHooks(starts::incrementAndGet, stops::incrementAndGet, null, null), most, keepAlive, this::start);
  }

  private void start(Thread thread) {
    if (refuses) { throw refusal; }
    thread.start();
  }

  @AfterEach
  void endThreads() {
    pool.shutdown();
  }

  /** A job that says when it runs, and waits until it may end. */
  private final class Held extends Job {
    final CountDownLatch running = new CountDownLatch(1);
    final CountDownLatch mayEnd = new CountDownLatch(1);
    final CountDownLatch discarded = new CountDownLatch(1);
    private final String name;
    volatile Thread thread;

    Held(String name) {
      this.name = name;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      journal.add(name);
      running.countDown();
      await(mayEnd);
    }

    @Override
    public void discard() {
      discarded.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Held submit(String name) {
    Held job = new Held(name);
    pool.submit(job);
    return job;
  }

  private void awaitIdle(int threads) {
    while (pool.idle() != threads) {
      Thread.onSpinWait();
    }
  }

  @Test
  void itStartsNoThreadOfItself() {
    assertThat(pool.size()).isZero();
    assertThat(starts).hasValue(0);
  }

  @Test
  void anIdleThreadIsReused() {
    Held first = submit("first");
    await(first.running);
    first.mayEnd.countDown();
    awaitIdle(1);
    Held second = submit("second");
    await(second.running);
    assertThat(second.thread).isSameAs(first.thread);
    assertThat(pool.size()).isEqualTo(1);
    assertThat(first.thread.getName()).isEqualTo("t-blocking-0");
    assertThat(first.thread.isDaemon()).isTrue();
    second.mayEnd.countDown();
  }

  @Test
  void beyondTheLimitJobsWaitFirstComeFirstServed() {
    Held a = submit("a");
    Held b = submit("b");
    await(a.running);
    await(b.running);
    List<Held> waiting = List.of(submit("c"), submit("d"), submit("e"));
    assertThat(pool.size()).isEqualTo(2);
    assertThat(pool.queued()).isEqualTo(3);
    b.mayEnd.countDown();
    for (Held next : waiting) {
      await(next.running);
      assertThat(next.thread).isSameAs(b.thread);
      next.mayEnd.countDown();
    }
    assertThat(journal.subList(2, 5)).containsExactly("c", "d", "e");
    a.mayEnd.countDown();
  }

  @Test
  void aThreadThatWasIdleForTooLongEnds() throws InterruptedException {
    pool = pool(2, Duration.ofNanos(1));
    Held job = submit("a");
    await(job.running);
    job.mayEnd.countDown();
    job.thread.join();
    assertThat(pool.size()).isZero();
    assertThat(stops).hasValue(1);
    await(submitAndLetEnd("b").running);
  }

  private Held submitAndLetEnd(String name) {
    Held job = new Held(name);
    job.mayEnd.countDown();
    pool.submit(job);
    return job;
  }

  /** Liveness: a job that comes while the only thread is about to leave is not left to a thread that is gone. */
  @Test
  void noJobIsLostToAThreadThatLeaves() {
    pool = pool(1, Duration.ofNanos(1));
    for (int i = 0; i < ROUNDS; i++) {
      await(submitAndLetEnd("x").running);
    }
  }

  @Test
  void shutdownDiscardsWhatHasNotStartedAndLetsTheRestEnd() throws InterruptedException {
    Held a = submit("a");
    Held b = submit("b");
    await(a.running);
    await(b.running);
    Held c = submit("c");
    pool.shutdown();
    await(c.discarded);
    await(submit("d").discarded);
    assertThat(pool.awaitTermination(1)).isFalse();
    a.mayEnd.countDown();
    b.mayEnd.countDown();
    assertThat(pool.awaitTermination(TimeUnit.SECONDS.toNanos(30))).isTrue();
    assertThat(journal).containsExactlyInAnyOrder("a", "b");
    assertThat(stops).as("the stop hooks have run before the end is told").hasValue(2);
    assertThat(starts).hasValue(2);
  }

  @Test
  void shutdownEndsIdleThreads() throws InterruptedException {
    Held a = submit("a");
    await(a.running);
    a.mayEnd.countDown();
    awaitIdle(1);
    pool.shutdown();
    assertThat(pool.awaitTermination(TimeUnit.SECONDS.toNanos(30))).isTrue();
    assertThat(pool.size()).isZero();
  }

  @Test
  void aJobThatThrowsDoesNotEndItsThread() {
    Semaphore ran = new Semaphore(0);
    pool.submit(new Job() {
      @Override
      public void run() {
        ran.release();
        throw new IllegalStateException("escaped");
      }

      @Override
      public void discard() {
      }
    });
    ran.acquireUninterruptibly();
    awaitIdle(1);
    assertThat(pool.size()).isEqualTo(1);
  }

  @Test
  void aLentThreadComesOnTopOfTheLimit() {
    Held a = submit("a");
    Held b = submit("b");
    await(a.running);
    await(b.running);
    Held loop = new Held("loop");
    pool.lend(loop::run);
    await(loop.running);
    assertThat(pool.size()).as("threads for jobs").isEqualTo(2);
    List.of(a, b, loop).forEach(job -> job.mayEnd.countDown());
  }

  @Test
  void aThreadThatWasLentDoesNotRaiseTheLimit() {
    pool = pool(1, LONG);
    Held a = submit("a");
    await(a.running);
    Held loop = new Held("loop");
    pool.lend(loop::run);
    await(loop.running);
    loop.mayEnd.countDown();
    while (loop.thread.isAlive()) {
      Thread.onSpinWait(); // a surplus thread ends
    }
    Held b = submit("b");
    assertThat(pool.size()).isEqualTo(1);
    assertThat(pool.queued()).isEqualTo(1);
    a.mayEnd.countDown();
    await(b.running);
    assertThat(b.thread).isSameAs(a.thread);
    b.mayEnd.countDown();
  }

  @Test
  void anIdleThreadThatIsLentIsReplacedAndOneOfThemEnds() {
    pool = pool(1, LONG);
    Held a = submit("a");
    await(a.running);
    a.mayEnd.countDown();
    awaitIdle(1);
    Held loop = new Held("loop");
    pool.lend(loop::run);
    await(loop.running);
    assertThat(loop.thread).isSameAs(a.thread);
    assertThat(pool.size()).isZero();
    Held b = submit("b");
    await(b.running);
    assertThat(b.thread).isNotSameAs(a.thread);
    loop.mayEnd.countDown();
    while (loop.thread.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(pool.size()).isEqualTo(1);
    b.mayEnd.countDown();
  }

  @Test
  void aLoopThatTheSystemGivesNoThreadDoesNotWaitBehindJobs() {
    Held a = submit("a");
    await(a.running);
    refuses = true;
    Held loop = new Held("loop");
    assertThat(pool.lend(loop::run)).isFalse();
    assertThat(pool.queued()).isZero();
    assertThat(pool.size()).isEqualTo(1);
    a.mayEnd.countDown();
    awaitIdle(1);
    assertThat(pool.lend(loop::run)).as("on the thread that there is").isTrue();
    await(loop.running);
    assertThat(loop.thread).isSameAs(a.thread);
    loop.mayEnd.countDown();
  }

  @Test
  void aJobWaitsForTheThreadsThereAreWhereTheSystemGivesNoOther() {
    Held a = submit("a");
    await(a.running);
    refuses = true;
    Held b = submit("b");
    assertThat(pool.queued()).isEqualTo(1);
    a.mayEnd.countDown();
    await(b.running);
    assertThat(b.thread).isSameAs(a.thread);
    b.mayEnd.countDown();
  }

  @Test
  void withoutAnyThreadWhoeverSubmitsIsTold() throws InterruptedException {
    refuses = true;
    Held a = new Held("a");
    assertThatThrownBy(() -> pool.submit(a)).isInstanceOf(OutOfMemoryError.class);
    await(a.discarded);
    assertThat(pool.lend(() -> {})).isFalse();
    assertThat(pool.size()).isZero();
    pool.shutdown();
    assertThat(pool.awaitTermination(0)).isTrue();
  }
}
