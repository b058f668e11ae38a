package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.spawn;
import static io.asyncruntime.Async.spawnBlocking;
import static io.asyncruntime.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.RuntimeClock;
import io.asyncruntime.time.RuntimeInstant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time on a paused current-thread runtime: it jumps when there is nothing else to do, and never ahead of a blocking job. */
@Timeout(60)
class PausedClockTest {
  private final AsyncRuntime runtime = AsyncRuntime.currentThread().startPaused(true).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void aDayPassesAtOnce() {
    Duration slept = runtime.blockOn(() -> {
      RuntimeInstant begin = RuntimeInstant.now();
      await(sleep(Duration.ofDays(1)));
      return begin.elapsed();
    });
    assertThat(slept).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void timersFireInTheirOrder() {
    List<Integer> order = new ArrayList<>();
    runtime.blockOn(() -> {
      List<JoinHandle<Void>> tasks = new ArrayList<>();
      for (int ms : new int[] {30, 10, 5000, 20}) {
        tasks.add(spawn(sleep(Duration.ofMillis(ms)).map(done -> {
          order.add(ms);
          return null;
        })));
      }
      for (JoinHandle<Void> task : tasks) {
        await(task);
      }
    });
    assertThat(order).containsExactly(10, 20, 30, 5000);
  }

  @Test
  void aBlockingJobHoldsTheClock() {
    for (int round = 0; round < 500; round++) {
      assertThat(runtime.<Integer>blockOn(() -> await(timeout(Duration.ofMillis(1), spawnBlocking(() -> 7)))))
          .isEqualTo(7);
    }
  }

  @Test
  void aTimeoutOfWhatNeverComesElapses() {
    assertThatThrownBy(() -> runtime.blockOn(timeout(Duration.ofHours(1), Future.pending())))
        .isInstanceOf(ElapsedException.class);
  }

  @Test
  void advanceMovesTheClockByExactlyThatMuch() {
    runtime.blockOn(() -> {
      RuntimeInstant begin = RuntimeInstant.now();
      await(RuntimeClock.advance(Duration.ofNanos(1_500_000)));
      assertThat(begin.elapsed()).isEqualTo(Duration.ofNanos(1_500_000));
    });
  }

  @Test
  void advanceIsLazyAndForOneAwait() {
    runtime.blockOn(() -> {
      RuntimeInstant begin = RuntimeInstant.now();
      Future<Void> dropped = RuntimeClock.advance(Duration.ofSeconds(1));
      dropped.drop();
      assertThatIllegalStateException().isThrownBy(() -> await(dropped)).withMessageContaining("after drop()");
      Future<Void> once = RuntimeClock.advance(Duration.ofSeconds(1));
      assertThat(begin.elapsed()).isZero();
      await(once);
      assertThatIllegalStateException().isThrownBy(() -> await(once)).withMessageContaining("after completion");
      assertThat(begin.elapsed()).isEqualTo(Duration.ofSeconds(1));
    });
  }
}
