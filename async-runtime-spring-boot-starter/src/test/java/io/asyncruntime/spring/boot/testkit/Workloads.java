package io.asyncruntime.spring.boot.testkit;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Mutex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Work that leaves traces in the figures of a runtime. */
public final class Workloads {
  private Workloads() {
  }

  /**
   * Lets one worker queue children and then hold on until another worker has run one of them, which it can only have
   * stolen; again until the figures show it.
   */
  public static void stealUntil(AsyncRuntime runtime, BooleanSupplier shown) {
    do {
      CountDownLatch stolen = new CountDownLatch(1);
      runtime.spawn(Future.lazy(() -> {
        for (int i = 0; i < 64; i++) runtime.spawn(Future.lazy(() -> counted(stolen)));
        return held(stolen);
      })).join();
    } while (!shown.getAsBoolean());
  }

  private static Future<Void> counted(CountDownLatch latch) {
    latch.countDown();
    return Future.ready(null);
  }

  private static Future<Void> held(CountDownLatch latch) {
    return cx -> {
      latch.await();
      return Poll.ready(null);
    };
  }

  /** Tasks that queue for a mutex that is locked until they all have. */
  public static void contend(AsyncRuntime runtime, Mutex<Integer> mutex) {
    List<Future<Integer>> waiting = new ArrayList<>();
    try (Mutex.Guard<Integer> guard = runtime.blockOn(mutex.lock())) {
      for (int i = 0; i < 8; i++) waiting.add(runtime.spawn(mutex.withLock(value -> value)));
      while (mutex.metrics().waiting() < 8) Thread.onSpinWait();
      guard.set(1);
    }
    runtime.blockOn(Futures.join(waiting));
  }

  /** A poll that tells when it began, and ends when it may. */
  public static Future<Object> holding(CountDownLatch polling, CountDownLatch release) {
    return new Future<>() {
      @Override
      public Poll<Object> poll(Context cx) throws InterruptedException {
        polling.countDown();
        release.await();
        return Poll.ready("released");
      }
    };
  }
}
