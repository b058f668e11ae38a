package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A first look at a running runtime: each flavor spawns, awaits, blocks, sleeps and ends. */
@Timeout(30)
class SmokeTest {
  @Test
  void multiThread() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
      exercise(runtime);
      assertThat(runtime.metrics().numAliveTasks()).isZero();
      assertThat(runtime.metrics().workers()).hasSize(2);
    }
  }

  @Test
  void currentThread() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      exercise(runtime);
    }
  }

  private static void exercise(AsyncRuntime runtime) {
    assertThat(runtime.blockOn(Future.ready(1))).isEqualTo(1);
    JoinHandle<Integer> handle = runtime.spawn(Future.ready(2));
    assertThat(runtime.blockOn(handle)).isEqualTo(2);
    assertThat(runtime.<Integer>blockOn(() -> await(runtime.spawn(() -> 20)) + await(Future.ready(1)))).isEqualTo(21);
    assertThat(runtime.blockOn(runtime.spawnBlocking(() -> "x"))).isEqualTo("x");
    runtime.blockOn(sleep(Duration.ofMillis(2)));
    Oneshot<String> channel = Oneshot.channel();
    JoinHandle<String> receiver = runtime.spawn(channel.receiver());
    runtime.spawn(() -> {
      await(yieldNow());
      channel.sender().send("there");
    });
    assertThat(runtime.blockOn(receiver)).isEqualTo("there");
    List<JoinHandle<Integer>> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      int n = i;
      many.add(runtime.spawn(yieldNow().map(x -> n)));
    }
    long sum = 0;
    for (JoinHandle<Integer> one : many) {
      sum += runtime.blockOn(one);
    }
    assertThat(sum).isEqualTo(9_999L * 10_000 / 2);
  }
}
