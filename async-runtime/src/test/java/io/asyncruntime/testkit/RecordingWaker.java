package io.asyncruntime.testkit;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts its wakes. It is its own {@link Context}, so {@code future.poll(waker)} polls by hand. */
public final class RecordingWaker implements Waker, Context {
  private final AtomicInteger wakes = new AtomicInteger();
  private final Semaphore unread = new Semaphore(0);

  @Override
  public void wake() {
    wakes.incrementAndGet();
    unread.release();
  }

  @Override
  public Waker waker() {
    return this;
  }

  /** How often it was woken so far. */
  public int wakes() {
    return wakes.get();
  }

  /** Whether there was a wake since the last call of this method or of {@link #awaitWake}; forgets it. */
  public boolean takeWake() {
    return unread.drainPermits() > 0;
  }

  /** Waits for a wake, or takes those that came since the last call. Fails after 30 s. */
  public void awaitWake() throws InterruptedException {
    awaitWake(Duration.ofSeconds(30));
  }

  /** Waits for a wake, or takes those that came since the last call. The limit only ends a test that has failed. */
  public void awaitWake(Duration limit) throws InterruptedException {
    if (!unread.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new AssertionError("not woken within " + limit);
    }
    unread.drainPermits();
  }

  @Override
  public String toString() {
    return "RecordingWaker[" + wakes() + " wakes]";
  }
}
