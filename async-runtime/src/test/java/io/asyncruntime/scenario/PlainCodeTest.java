package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.nameTask;
import static io.asyncruntime.Async.plainAsync;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that was written for plain threads, in an async block: with one worker, whoever blocked that would wait for ever. */
@Timeout(60)
class PlainCodeTest {
  private static AsyncRuntime oneWorker() {
    return AsyncRuntime.multiThread().workerThreads(1).build();
  }

  private static int later() throws Exception {
    await(yieldNow());
    return 21;
  }

  @Test
  void joinAndBlockOnAwaitInTheirPlace() {
    try (AsyncRuntime runtime = oneWorker()) {
      Future<Integer> plain = plainAsync(
          () -> runtime.spawn(PlainCodeTest::later).join() + runtime.blockOn(async(PlainCodeTest::later)));
      assertThat(runtime.spawn(plain).join()).isEqualTo(42);
    }
  }

  @Test
  void anExecutorServiceIsWaitedForLikewise() {
    try (AsyncRuntime runtime = oneWorker()) {
      ExecutorService service = runtime.asExecutorService();
      Future<Integer> plain = plainAsync(
          () -> service.submit(() -> 20).get() + service.submit(() -> 22).get(1, TimeUnit.MINUTES));
      assertThat(runtime.spawn(plain).join()).isEqualTo(42);
    }
  }

  @Test
  void aWaitWithALimitEndsWithIt() {
    CountDownLatch never = new CountDownLatch(1);
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
      ExecutorService service = runtime.asExecutorService();
      JoinHandle<Void> plain = runtime.spawn(plainAsync(() -> {
        java.util.concurrent.Future<?> stuck = service.submit(() -> never.await(50, TimeUnit.SECONDS));
        assertThatThrownBy(() -> stuck.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        return null;
      }));
      plain.join();
      never.countDown();
    }
  }

  @Test
  void inABlockInsideThatIsNoneOfTheKindItIsRefusedAsEver() {
    try (AsyncRuntime runtime = oneWorker()) {
      JoinHandle<Integer> plain = runtime.spawn(plainAsync(
          () -> await(async(() -> runtime.spawn(PlainCodeTest::later).join()))));
      assertThatThrownBy(plain::join).rootCause().isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("await the JoinHandle");
    }
  }

  @Test
  void aTaskMayGetAnotherNameUnderWay() {
    try (AsyncRuntime runtime = oneWorker()) {
      CountDownLatch named = new CountDownLatch(1);
      JoinHandle<Void> task = runtime.spawn("request", () -> {
        nameTask("GET /orders/{id}");
        named.countDown();
        await(Future.pending());
        return null;
      });
      assertThat(runtime.blockOn(runtime.spawnBlocking(() -> named.await(50, TimeUnit.SECONDS)))).isTrue();
      assertThat(task.name()).contains("GET /orders/{id}");
      task.abort();
      assertThatThrownBy(task::join).hasMessageContaining("GET /orders/{id}");
    }
  }

  @Test
  void aTaskWithoutANameKeepsNone() {
    try (AsyncRuntime runtime = oneWorker()) {
      JoinHandle<Integer> task = runtime.spawn(() -> {
        nameTask("other");
        return 1;
      });
      assertThat(task.name()).isEmpty();
      assertThat(task.join()).isEqualTo(1);
      nameTask("nobody's"); // nothing happens
    }
  }
}
