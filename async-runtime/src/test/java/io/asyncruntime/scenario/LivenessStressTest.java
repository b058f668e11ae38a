package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Waker;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No task is lost while threads from outside spawn and wake at random. */
@Timeout(300)
class LivenessStressTest {
  private static final int THREADS = 3;
  private static final int ROUNDS = "long".equals(System.getProperty("stress")) ? 200_000 : 1_500;

  @Test
  void everyTaskThatIsWokenEnds() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
      List<FutureTask<Integer>> spawners = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        long seed = t;
        spawners.add(Latches.start("spawner-" + t, () -> spawnAndWake(runtime, new Random(seed))));
      }
      spawners.forEach(spawner -> assertThat(Latches.get(spawner)).isEqualTo(ROUNDS));
      assertThat(runtime.metrics().numAliveTasks()).isZero();
      assertThat(runtime.metrics().completedTasksCount()).isEqualTo((long) THREADS * ROUNDS);
    }
  }

  private static int spawnAndWake(AsyncRuntime runtime, Random random) {
    int ended = 0;
    List<PollProbe<Integer>> probes = new ArrayList<>();
    List<JoinHandle<Integer>> handles = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      PollProbe<Integer> probe = new PollProbe<>();
      probes.add(probe);
      handles.add(runtime.spawn(probe));
      Waker present = probes.get(random.nextInt(probes.size())).lastWaker();
      if (present != null) {
        present.wake();
      }
      if (random.nextInt(4) == 0) {
        ended += endAll(runtime, probes, handles);
      }
    }
    return ended + endAll(runtime, probes, handles);
  }

  private static int endAll(AsyncRuntime runtime, List<PollProbe<Integer>> probes, List<JoinHandle<Integer>> handles) {
    probes.forEach(probe -> probe.complete(1));
    int sum = 0;
    for (JoinHandle<Integer> handle : handles) {
      sum += runtime.blockOn(handle);
    }
    probes.clear();
    handles.clear();
    return sum;
  }
}
