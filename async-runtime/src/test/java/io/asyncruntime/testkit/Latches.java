package io.asyncruntime.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting that fails instead of hanging. The limits only end a test that has failed. */
public final class Latches {
  private static final long LIMIT_SECONDS = 40;

  private Latches() {
  }

  public static CountDownLatch one() {
    return new CountDownLatch(1);
  }

  /** Waits for the latch; an interrupt is a failure. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not happen within " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  /** Waits for something that nobody counts down for. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) { throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + what); }
      Thread.yield();
    }
  }

  /** Runs {@code body} on a thread of its own. */
  public static <T> FutureTask<T> start(String name, Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  public static <T> T get(FutureTask<T> task) {
    try {
      return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the other thread failed", e);
    }
  }
}
