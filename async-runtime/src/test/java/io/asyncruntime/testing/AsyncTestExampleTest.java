package io.asyncruntime.testing;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.spawn;
import static io.asyncruntime.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.RuntimeClock;
import io.asyncruntime.time.RuntimeInstant;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Test methods as users write them. */
class AsyncTestExampleTest {
  @AsyncTest
  void aSleepOfADayTakesNoTime() {
    RuntimeInstant begin = RuntimeInstant.now();
    JoinHandle<Void> other = spawn(sleep(Duration.ofHours(3)));
    await(sleep(Duration.ofDays(1)));
    assertThat(begin.elapsed()).isEqualTo(Duration.ofDays(1));
    assertThat(other.isFinished()).isTrue();
  }

  @AsyncTest
  void givesUpAfterAnHour() {
    assertThatThrownBy(() -> await(timeout(Duration.ofHours(1), Future.pending())))
        .isInstanceOf(ElapsedException.class);
  }

  @AsyncTest
  void isGivenItsRuntime(AsyncRuntime runtime) {
    assertThat(AsyncRuntime.current()).isSameAs(runtime);
    assertThat(runtime.flavor()).isEqualTo(RuntimeFlavor.CURRENT_THREAD);
  }

  @AsyncTest(allowTasksLeft = true)
  void mayLeaveTasksIfItSaysSo() {
    spawn(Future.pending());
    assertThat(AsyncRuntime.current().metrics().numAliveTasks()).isOne();
  }

  /** Settings that several tests share. */
  @AsyncTest(paused = false, allowTasksLeft = true)
  @Retention(RetentionPolicy.RUNTIME)
  @interface WithTheRealClock {
  }

  @WithTheRealClock
  void mayBeAskedForByAnAnnotationOfOnesOwn() {
    spawn(Future.pending());
    RuntimeClock.pause(); // which fails while it is paused already
    assertThat(AsyncRuntime.current().metrics().numAliveTasks()).isOne();
  }

  @Test
  void anOrdinaryTestBesideThemHasNoRuntime() {
    assertThat(AsyncRuntime.tryCurrent()).isEmpty();
  }
}
