package io.asyncruntime.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt that comes while a body is on its way to the thread that was assigned to it. */
@Timeout(60)
class ArrivalTest {
  private volatile boolean mayArrive;

  @Test
  void anInterruptOfThePollerReachesABlockWhoseThreadIsNotYetDoneWithTheOneBefore() {
    PlatformBlockThreads threads = new PlatformBlockThreads("arrival-", true, Long.MAX_VALUE - 1);
    CountDownLatch busy = Latches.one();
    Thread used = threads.start(() -> {
      busy.countDown();
      while (!mayArrive) {
        Thread.onSpinWait();
      }
    });
    Latches.await(busy);
    threads.giveBack(used); // as the poller does as soon as it is told that the block is done
    AtomicReference<Thread> poller = new AtomicReference<>();
    FutureTask<Boolean> interrupted = Latches.start("poller", () -> {
      Ambient.current().runtime =
          new Engines.Host(new HandoffEngine(threads), CoroutineEngine.Blocking.BLOCK_POLLER, null);
      poller.set(Thread.currentThread());
      boolean seen = AsyncBlocks.of(() -> Thread.currentThread() == used && Thread.interrupted())
          .poll(new RecordingWaker()).value();
      return seen && Thread.currentThread().isInterrupted();
    });
    Latches.until("the poller waits", () -> poller.get() != null && isWaiting(poller.get()));
    poller.get().interrupt();
    Latches.until("the poller has passed it on", () -> !poller.get().isInterrupted() && isWaiting(poller.get()));
    mayArrive = true;
    assertThat(Latches.get(interrupted)).as("the body and the poller are interrupted").isTrue();
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  @Test
  void afterTheArrivalTheThreadIsInterrupted() {
    Arrival arrival = new Arrival();
    arrival.arrive();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    arrival.interrupt(Thread.currentThread());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void beforeTheArrivalItIsKept() {
    Arrival arrival = new Arrival();
    arrival.interrupt(Thread.currentThread());
    arrival.interrupt(Thread.currentThread());
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    arrival.arrive();
    assertThat(Thread.interrupted()).isTrue();
  }
}
