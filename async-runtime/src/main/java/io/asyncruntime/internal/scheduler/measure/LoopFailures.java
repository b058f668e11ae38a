package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.util.Door;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What got out of a loop of ours that nothing should get out of: there was no memory for the loop itself, or the library has a fault. The
 * loop begins again on the same thread, with all that belongs to it; here is counted how often, and said: the first time, and then at
 * each power of two, because what fails may fail at every turn. Any thread.
 */
public final class LoopFailures {
  private static final Door LOOP = new Door("io.asyncruntime.runtime",
      "the loop of {} was thrown out, and begins again: there was no memory for it, or async-runtime has a fault");

  private final AtomicLong count = new AtomicLong();

  /** The loop of the calling thread was thrown out. Throws nothing. */
  public void note(Throwable failure) {
    if (Long.bitCount(count.incrementAndGet()) == 1) {
      LOOP.threw(Thread.currentThread(), failure);
    }
  }

  /** How often. */
  public long count() {
    return count.get();
  }
}
