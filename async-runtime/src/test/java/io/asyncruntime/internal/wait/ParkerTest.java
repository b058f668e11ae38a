package io.asyncruntime.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParkerTest {
  private static final int ROUNDS = "long".equals(System.getProperty("stress")) ? 500_000 : 20_000;

  private final Parker parker = new Parker();

  @Test
  void aPermitThatIsThereIsTakenOnce() {
    parker.unpark();
    parker.unpark();
    assertThat(parker.park()).isEqualTo(Parker.Outcome.UNPARKED);
    assertThat(parker.park(1)).isEqualTo(Parker.Outcome.TIMED_OUT);
  }

  @Test
  void aTimeOutIsNotOverdueWork() {
    assertThat(parker.park(0)).isEqualTo(Parker.Outcome.TIMED_OUT);
    assertThat(parker.park(-5)).isEqualTo(Parker.Outcome.TIMED_OUT);
    parker.unpark();
    assertThat(parker.park(0)).isEqualTo(Parker.Outcome.UNPARKED);
  }

  @Test
  void anInterruptEndsItAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    assertThat(parker.park()).isEqualTo(Parker.Outcome.INTERRUPTED);
    assertThat(parker.park(1_000_000_000_000L)).isEqualTo(Parker.Outcome.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void thePermitGoesBeforeTheInterrupt() {
    Thread.currentThread().interrupt();
    parker.unpark();
    assertThat(parker.park()).isEqualTo(Parker.Outcome.UNPARKED);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Liveness: each unpark that follows a park ends it, and shows what was written before. */
  @Test
  void noUnparkIsLost() throws InterruptedException {
    Parker back = new Parker();
    int[] written = new int[1]; // plain: the permits order it
    CountDownLatch ended = new CountDownLatch(1);
    Thread other = new Thread(() -> {
      for (int i = 1; i <= ROUNDS; i++) {
        parker.park();
        if (written[0] != i) { return; }
        back.unpark();
      }
      ended.countDown();
    }, "other");
    other.setDaemon(true);
    other.start();
    for (int i = 1; i <= ROUNDS; i++) {
      written[0] = i;
      parker.unpark();
      assertThat(back.park(30_000_000_000L)).isEqualTo(Parker.Outcome.UNPARKED);
    }
    ended.await();
  }
}
