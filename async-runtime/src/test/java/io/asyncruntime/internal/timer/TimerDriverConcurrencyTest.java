package io.asyncruntime.internal.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.PausableClock;
import io.asyncruntime.internal.wait.TimerHandle;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Owners register, renew, move and cancel on several threads while two others fire: nobody waits for ever. */
class TimerDriverConcurrencyTest {
  private static final boolean LONG = "long".equals(System.getProperty("stress"));
  private static final int OWNERS = 3;
  private static final int ROUNDS = LONG ? 100_000 : 3_000;
  private static final long MILLI = 1_000_000;

  private final PausableClock clock = new PausableClock(true);
  private final TimerDriver driver = new TimerDriver(clock, () -> {
  });
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void everyTimerThatIsWaitedForWakesItsLatestWaker() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> owners = new ArrayList<>();
      for (int i = 0; i < OWNERS; i++) {
        long seed = i;
        owners.add(threads.submit(() -> own(new Random(seed))));
      }
      List<Future<?>> drivers = List.of(threads.submit(this::drive), threads.submit(this::drive));
      for (Future<?> owner : owners) {
        owner.get(120, TimeUnit.SECONDS);
      }
      done.set(true);
      for (Future<?> each : drivers) {
        each.get(30, TimeUnit.SECONDS);
      }
      assertThat(driver.size()).isZero();
      assertThat(driver.nextDeadlineNanos()).isEqualTo(Clock.FAR_FUTURE);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private void drive() {
    while (!done.get()) {
      clock.advance(MILLI / 2);
      driver.fireDue();
      Thread.yield();
    }
  }

  private Void own(Random random) throws InterruptedException {
    TimerHandle timer = driver.newTimer();
    for (int round = 0; round < ROUNDS; round++) {
      long deadline = clock.nanos() + random.nextInt(100) * MILLI;
      RecordingWaker waker = new RecordingWaker();
      boolean ready = timer.poll(new RecordingWaker(), deadline) || timer.poll(waker, deadline);
      if (random.nextInt(4) == 0) {
        timer.cancel();
        continue;
      }
      if (random.nextInt(4) == 0) {
        deadline = clock.nanos() + random.nextInt(100) * MILLI;
        timer.move(deadline);
        ready = timer.poll(waker, deadline);
      }
      while (!ready) {
        waker.awaitWake();
        ready = timer.poll(waker, deadline);
      }
      assertThat(clock.nanos()).isGreaterThanOrEqualTo(deadline);
    }
    return null;
  }
}
