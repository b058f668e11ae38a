package io.asyncruntime.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ForgottenTest {
  @Test
  void anObjectThatNobodyHoldsIsToldOfOnADaemonThread() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AtomicReference<Thread> teller = new AtomicReference<>();
    Forgotten.watch(new Object(), () -> {
      teller.set(Thread.currentThread());
      told.countDown();
    });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!told.await(20, TimeUnit.MILLISECONDS)) {
      assertThat(System.nanoTime()).isLessThan(end);
      System.gc();
    }
    assertThat(teller.get().isDaemon()).isTrue();
  }

  @Test
  void anObjectThatIsDoneWithIsToldOfOnce() {
    AtomicInteger times = new AtomicInteger();
    Object held = new Object();
    Cleaner.Cleanable cleanable = Forgotten.watch(held, times::incrementAndGet);
    cleanable.clean();
    cleanable.clean();
    Reference.reachabilityFence(held);
    assertThat(times).hasValue(1);
  }
}
