package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A semaphore, and how many of its permits are out. */
final class SharedSemaphore implements Shared {
  private final int permits;
  private final Semaphore semaphore;
  private final AtomicInteger out = new AtomicInteger();
  private final AtomicInteger mostOut = new AtomicInteger();

  SharedSemaphore(int permits) {
    this.permits = permits;
    this.semaphore = new Semaphore(permits);
  }

  @Override
  public Future<Section> enter(int amount) {
    int taken = 1 + amount % permits;
    return semaphore.acquireMany(taken).map(permit -> {
      mostOut.accumulateAndGet(out.addAndGet(taken), Math::max);
      return new Inside(permit, taken);
    });
  }

  @Override
  public String audit() {
    if (semaphore.availablePermits() != permits) { return semaphore + " instead of " + permits; }
    return mostOut.get() <= permits ? "" : mostOut + " permits were out, of " + permits;
  }

  private final class Inside implements Section {
    private final Semaphore.Permit permit;
    private final int taken;

    Inside(Semaphore.Permit permit, int taken) {
      this.permit = permit;
      this.taken = taken;
    }

    @Override
    public void finish() {}

    @Override
    public void close() {
      out.addAndGet(-taken);
      permit.close();
    }
  }
}
