package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import io.asyncruntime.internal.util.VirtualThreads;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane on virtual threads is a lane like others; before Java 21 it is one on the pool. */
@Timeout(60)
class VirtualLaneTest {
  private static final boolean VIRTUAL = VirtualThreads.available();
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger stops = new AtomicInteger();
  private final AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).maxBlockingThreads(VIRTUAL ? 1 : 40)
      .threadNamePrefix("shop-").blockingLane("jdbc", 40, 100, true).contextPropagator(tenants())
      .onThreadStart(starts::incrementAndGet).onThreadStop(stops::incrementAndGet).build();
  private final BlockingLane lane = runtime.blockingLane("jdbc");
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  @AfterEach
  void close() {
    open.countDown();
    runtime.close();
    TENANT.remove();
  }

  private static ContextPropagator tenants() {
    return () -> {
      String captured = TENANT.get();
      return () -> {
        TENANT.set(captured);
        return TENANT::remove;
      };
    };
  }

  private Integer hold() throws InterruptedException {
    inside.countDown();
    open.await();
    return 1;
  }

  @Test
  void aJobHasANamedDaemonThreadInsideTheRuntime() {
    Thread thread = runtime.blockOn(lane.run(Thread::currentThread));
    assertThat(VirtualThreads.isVirtual(thread)).isEqualTo(VIRTUAL);
    assertThat(thread.getName()).startsWith(VIRTUAL ? "shop-jdbc-" : "shop-blocking-");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(runtime.blockOn(lane.run(() -> AsyncRuntime.current().name()))).isEqualTo(runtime.name());
    ClassLoader loader = runtime.blockOn(lane.run(() -> Thread.currentThread().getContextClassLoader()));
    assertThat(loader).isSameAs(Thread.currentThread().getContextClassLoader());
  }

  @Test
  void contextFollows() {
    TENANT.set("seven");
    assertThat(runtime.blockOn(lane.run(TENANT::get))).isEqualTo("seven");
  }

  @Test
  void theHooksOfThreadsRunAroundEachJob() {
    runtime.blockOn(runtime.spawn(() -> 1)); // the worker has been through its own start
    int before = starts.get();
    runtime.blockOn(lane.run(() -> 1));
    assertThat(starts.get() - before).isOne();
    runtime.close();
    assertThat(stops).hasValue(starts.get());
  }

  @Test
  void jobsTakeNoThreadOfThePoolAndAsManyRunAsTheLaneAllows() {
    CyclicBarrier all = new CyclicBarrier(40);
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> jobs = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      jobs.add(lane.run(() -> {
        most.accumulateAndGet(lane.metrics().running(), Math::max);
        return all.await();
      }));
    }
    runtime.blockOn(Futures.join(jobs));
    assertThat(most).hasValueLessThanOrEqualTo(40);
    assertThat(runtime.metrics().numBlockingThreads()).isLessThanOrEqualTo(VIRTUAL ? 0 : 40);
    assertThat(lane.metrics().completed()).isEqualTo(120);
    assertThat(lane.metrics().totalRunTime()).isPositive();
  }

  @Test
  void aRunningJobIsInTheDumpWithItsStackAndAnAbortInterruptsIt() throws Exception {
    JoinHandle<Integer> job = lane.trySpawn(this::hold);
    inside.await();
    TaskInfo info =
        runtime.dump().tasks().stream().filter(task -> task.id().equals(job.id())).findFirst().orElseThrow();
    assertThat(info).returns(TaskKind.BLOCKING, TaskInfo::kind).returns(TaskStatus.RUNNING, TaskInfo::status);
    assertThat(info.stack()).anyMatch(frame -> frame.contains("VirtualLaneTest.hold"));
    assertThat(lane.metrics().running()).isOne();
    job.abort();
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(JoinException.class, failure -> assertThat(failure.isCancelled()).isTrue());
    assertThat(lane.metrics().running()).isZero();
  }

  @Test
  void aShutdownInterruptsAndNamesWhatDoesNotEnd() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    JoinHandle<Integer> job = lane.trySpawn(() -> {
      try {
        return hold();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    });
    inside.await();
    ShutdownReport report = runtime.shutdown(Duration.ZERO);
    assertThat(report.clean()).isFalse();
    assertThat(report.stillRunning()).extracting(TaskInfo::id).containsExactly(job.id());
    interrupted.await();
    assertThatThrownBy(() -> lane.trySpawn(() -> 2).join())
        .isInstanceOfSatisfying(JoinException.class, failure -> assertThat(failure.isCancelled()).isTrue());
  }

  @Test
  void closeWaitsForTheJob() throws Exception {
    JoinHandle<Integer> job = lane.trySpawn(this::hold);
    inside.await();
    Thread closer = new Thread(runtime::close);
    closer.start();
    while (!runtime.isShutdown()) Thread.onSpinWait();
    assertThat(job.isFinished()).isFalse();
    open.countDown();
    closer.join();
    assertThat(job.join()).isOne();
    assertThat(stops).hasValue(starts.get());
  }
}
