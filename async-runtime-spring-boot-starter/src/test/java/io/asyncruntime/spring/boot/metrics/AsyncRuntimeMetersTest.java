package io.asyncruntime.spring.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.sync.Semaphore;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.ElapsedException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncRuntimeMetersTest {
  private final AsyncRuntime runtime = AsyncRuntime.multiThread().name("orders").workerThreads(2)
      .blockingLane("jdbc", 2, 10)
      .pollTimeHistogram(true).build();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AsyncRuntimeMeters meters = new AsyncRuntimeMeters(List.of(runtime));

  @AfterEach
  void close() {
    runtime.shutdown(Duration.ZERO);
  }

  @Test
  void countersReadTheRuntime() {
    meters.bindTo(registry);
    runtime.spawn(Future.ready(1)).join();
    assertThat(registry.get("async.runtime.tasks.spawned").tag("runtime", "orders").functionCounter().count())
        .isEqualTo(runtime.metrics().spawnedTasksCount()).isEqualTo(1);
    assertThat(registry.get("async.runtime.tasks.completed").functionCounter().count()).isEqualTo(1);
    assertThat(registry.get("async.runtime.loop.failures").functionCounter().count()).isZero();
    assertThat(registry.get("async.runtime.workers").gauge().value()).isEqualTo(2);
  }

  @Test
  void whatWasNotBegunIsCountedByKind() {
    meters.bindTo(registry);
    JoinHandle<Integer> late = runtime.spawn(Deadline.within(Duration.ZERO, new Semaphore(1).acquire().map(one -> 1)));
    assertThatExceptionOfType(JoinException.class).isThrownBy(late::join).withCauseInstanceOf(ElapsedException.class);
    assertThat(registry.get("async.runtime.late.starts").tag("kind", "acquire").functionCounter().count()).isEqualTo(1);
    assertThat(registry.get("async.runtime.late.starts").functionCounters()).hasSize(4);
  }

  @Test
  void everyWorkerHasItsOwn() {
    meters.bindTo(registry);
    Workloads.stealUntil(runtime, () -> sum("async.runtime.worker.steals") > 0);
    assertThat(registry.get("async.runtime.worker.polls").functionCounters()).hasSize(2);
    assertThat(sum("async.runtime.worker.polls")).isPositive();
    assertThat(sum("async.runtime.worker.steal.operations")).isPositive();
  }

  private double sum(String meter) {
    return registry.get(meter).functionCounters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  @Test
  void everyMeterIsDescribedAndTagged() {
    runtime.mutex("seats", 0);
    meters.bindTo(registry);
    assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
      assertThat(meter.getId().getName()).startsWith("async.runtime.");
      assertThat(meter.getId().getDescription()).as(meter.getId().getName()).isNotBlank();
      assertThat(meter.getId().getTag("runtime")).isEqualTo("orders");
    });
  }

  @Test
  void panicsAreCountedByNameAndTheNamesAreBounded() {
    meters.bindTo(registry);
    for (int i = 0; i < 105; i++) panic("t" + i);
    panic("t0");
    meters.refresh();
    assertThat(panics("t0")).isEqualTo(2);
    assertThat(panics("t99")).isEqualTo(1);
    assertThat(panics("other")).isEqualTo(5);
    panic("t0");
    assertThat(panics("t0")).isEqualTo(3);
    assertThat(registry.get("async.runtime.panics").functionCounters()).hasSize(101);
  }

  private void panic(String name) {
    JoinHandle<Object> task = runtime.spawn(name, Future.lazy(() -> {
      throw new IllegalStateException("planned");
    }));
    assertThatExceptionOfType(JoinException.class).isThrownBy(task::join).matches(JoinException::isPanic);
  }

  private double panics(String name) {
    return registry.get("async.runtime.panics").tag("name", name).functionCounter().count();
  }

  @Test
  void lanesAreTimed() {
    meters.bindTo(registry);
    runtime.blockOn(runtime.blockingLane("jdbc").run(() -> 1));
    assertThat(registry.get("async.runtime.lane.run.time").tag("lane", "jdbc").functionTimer().count())
        .isEqualTo(runtime.blockingLane("jdbc").metrics().completed());
  }

  @Test
  void mutexesThatCameLaterAppearAtTheNextRefresh() {
    meters.bindTo(registry);
    Mutex<Integer> seats = runtime.mutex("seats", 0);
    Workloads.contend(runtime, seats);
    assertThat(registry.find("async.runtime.mutex.acquisitions").functionCounter()).isNull();
    meters.refresh();
    assertThat(registry.get("async.runtime.mutex.acquisitions").tag("mutex", "seats").functionCounter().count())
        .isEqualTo(seats.metrics().acquisitions());
    assertThat(registry.get("async.runtime.mutex.contended").tag("mutex", "seats").functionCounter().count())
        .isPositive();
    assertThat(registry.get("async.runtime.mutex.wait.time").tag("mutex", "seats").functionCounter().count())
        .isEqualTo(seats.metrics().totalWait().toNanos() / 1e9).isPositive();
  }

  @Test
  void onlyTheMostContendedMutexesHaveMeters() {
    List<Mutex<Integer>> mutexes = new ArrayList<>();
    for (int i = 0; i < MutexMeters.TOP + 10; i++) mutexes.add(runtime.mutex("m" + i, 0));
    Mutex<Integer> busiest = mutexes.get(MutexMeters.TOP + 9);
    Workloads.contend(runtime, busiest);
    meters.bindTo(registry);
    assertThat(registry.get("async.runtime.mutex.acquisitions").functionCounters()).hasSize(MutexMeters.TOP);
    assertThat(
        registry.find("async.runtime.mutex.acquisitions").tag("mutex", busiest.metrics().name()).functionCounter())
        .isNotNull();
  }

  @Test
  void mutexesOfOneNameCountAsOne() {
    Mutex<Integer> first = runtime.mutex("seats", 0);
    Mutex<Integer> second = runtime.mutex("seats", 0);
    runtime.blockOn(first.withLock(value -> value));
    runtime.blockOn(second.withLock(value -> value));
    meters.bindTo(registry);
    assertThat(registry.get("async.runtime.mutex.acquisitions").tag("mutex", "seats").functionCounter().count())
        .isEqualTo(2);
  }

  /** Prometheus puts _total behind a counter's name, and types it so; what goes up and down is a gauge. */
  @Test
  void sumsOfMutexesAreCountersAndTheRestGauges() {
    Mutex<Integer> seats = runtime.mutex("seats", 0);
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.bindTo(prometheus);
    assertThat(seats.metrics().waiting()).isZero();
    assertThat(prometheus.scrape().lines().filter(line -> line.startsWith("# TYPE async_runtime_mutex_")))
        .containsExactlyInAnyOrder("# TYPE async_runtime_mutex_acquisitions_total counter",
            "# TYPE async_runtime_mutex_contended_total counter",
            "# TYPE async_runtime_mutex_wait_time_seconds_total counter",
            "# TYPE async_runtime_mutex_hold_time_seconds_total counter",
            "# TYPE async_runtime_mutex_waiting gauge", "# TYPE async_runtime_mutex_locked gauge",
            "# TYPE async_runtime_mutex_wait_max_seconds gauge", "# TYPE async_runtime_mutex_hold_max_seconds gauge");
  }

  @Test
  void aMutexThatIsPushedOutOfTheTopLosesItsMeters() {
    List<Mutex<Integer>> mutexes = new ArrayList<>();
    for (int i = 0; i < MutexMeters.TOP; i++) mutexes.add(runtime.mutex("m" + i, 0));
    mutexes.subList(1, MutexMeters.TOP).forEach(mutex -> runtime.blockOn(mutex.withLock(value -> value)));
    meters.bindTo(registry);
    assertThat(registry.find("async.runtime.mutex.waiting").tag("mutex", "m0").gauge()).isNotNull();
    Mutex<Integer> busy = runtime.mutex("busy", 0);
    runtime.blockOn(busy.withLock(value -> value));
    meters.refresh();
    assertThat(registry.find("async.runtime.mutex.waiting").tag("mutex", "m0").gauge()).isNull();
    assertThat(registry.find("async.runtime.mutex.acquisitions").tag("mutex", "m0").functionCounter()).isNull();
    assertThat(registry.get("async.runtime.mutex.acquisitions").tag("mutex", "busy").functionCounter().count())
        .isEqualTo(1);
    assertThat(mutexes.get(0).metrics().acquisitions()).isZero();
  }

  @Test
  void pollTimesAreThereWhenMeasured() {
    meters.bindTo(registry);
    runtime.spawn(Future.ready(1)).join();
    assertThat(registry.get("async.runtime.poll.time").meters()).extracting(meter -> meter.getId().getTag("quantile"))
        .containsExactlyInAnyOrder("0.5", "0.9", "0.99", "0.999");
  }

  @Test
  void bucketsOfPollTimesAreCumulative() {
    meters.bindTo(registry);
    runtime.spawn(Future.ready(1)).join();
    double all = registry.get("async.runtime.poll.time.buckets").tag("le", "+Inf").functionCounter().count();
    assertThat(all).isEqualTo(runtime.metrics().pollTimes().orElseThrow().count()).isPositive();
    assertThat(registry.get("async.runtime.poll.time.buckets").functionCounters())
        .allSatisfy(bucket -> assertThat(bucket.count()).isBetween(0.0, all));
    assertThat(registry.get("async.runtime.poll.time.buckets").functionCounters()).hasSize(11);
  }

  @Test
  void pollTimesAreNotThereOtherwise() {
    try (AsyncRuntime plain = AsyncRuntime.multiThread().workerThreads(1).build()) {
      new AsyncRuntimeMeters(List.of(plain)).bindTo(registry);
      assertThat(registry.getMeters()).extracting(Meter::getId).extracting(Meter.Id::getName)
          .noneMatch(name -> name.startsWith("async.runtime.poll.time"));
    }
  }

  @Test
  void hostileNamesAreShownSafely() {
    Mutex<Integer> hostile = runtime.mutex("a\nb" + "x".repeat(200), 0);
    meters.bindTo(registry);
    assertThat(registry.get("async.runtime.mutex.locked").gauge().getId().getTag("mutex")).startsWith("a\\u000ab")
        .hasSizeLessThan(200);
    assertThat(hostile.metrics().locked()).isFalse();
  }
}
