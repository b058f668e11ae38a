package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.internal.util.VirtualThreads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CallerSpinTest {
  private final IdleWorkers idle = new IdleWorkers(2);
  private final CallerSpin callers = new CallerSpin(idle, 2);
  private final AtomicInteger looks = new AtomicInteger();

  private boolean isWokenAtLook(int number) {
    return looks.incrementAndGet() == number;
  }

  @Test
  void aCallerSeesThatItIsWoken() {
    idle.sleep(1, false, false);
    assertThat(callers.until(() -> isWokenAtLook(3))).isTrue();
    assertThat(looks).hasValue(3);
  }

  @Test
  void itTakesNoCoreFromAWorker() {
    assertThat(callers.until(() -> isWokenAtLook(1))).isFalse();
    assertThat(looks).hasValue(0);
  }

  @Test
  void itSleepsWhenAWorkerNeedsTheCore() {
    idle.sleep(1, false, false);
    assertThat(callers.until(() -> {
      looks.incrementAndGet();
      idle.getUp(1, true);
      return false;
    })).isFalse();
    assertThat(looks).hasPositiveValue();
    idle.sleep(1, false, false);
    assertThat(callers.until(() -> true)).as("the seat is free again").isTrue();
  }

  @Test
  void fewWorkersLeaveACoreFree() {
    assertThat(new CallerSpin(idle, 3).until(() -> true)).isTrue();
  }

  @Test
  void aSecondCallerSleeps() {
    idle.sleep(1, false, false);
    AtomicBoolean second = new AtomicBoolean(true);
    assertThat(callers.until(() -> {
      second.set(callers.until(() -> true));
      return true;
    })).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void aFailureLeavesTheSeat() {
    idle.sleep(1, false, false);
    assertThatIllegalStateException().isThrownBy(() -> callers.until(() -> {
      throw new IllegalStateException("planned");
    }));
    assertThat(callers.until(() -> true)).isTrue();
  }

  @Test
  void aVirtualThreadSleepsAtOnce() throws InterruptedException {
    Assumptions.assumeTrue(VirtualThreads.available(), "needs Java 21");
    idle.sleep(1, false, false);
    Thread caller = VirtualThreads.factory("caller-").newThread(() -> callers.until(() -> isWokenAtLook(1)));
    caller.start();
    caller.join();
    assertThat(looks).hasValue(0);
  }
}
